import js from "@eslint/js";
import reactHooks from "eslint-plugin-react-hooks";
import tseslint from "typescript-eslint";
import { noClimbingImports } from "./tests/tidy/no-climbing-imports.ts";

export default tseslint.config(
  { ignores: ["node_modules", "build", ".data", "extensions", "**/*.generated.*", "**/*.js", "**/*.mjs"] },
  js.configs.recommended,
  tseslint.configs.recommendedTypeChecked,
  {
    languageOptions: { parserOptions: { project: ["tsconfig.json"], tsconfigRootDir: import.meta.dirname } },
    plugins: { house: { rules: { "no-climbing-imports": noClimbingImports } } },
    linterOptions: { reportUnusedDisableDirectives: "error" },
    rules: {
      "house/no-climbing-imports": "error",
      eqeqeq: ["error", "always", { null: "ignore" }],
      "object-shorthand": "error",
      "prefer-const": "error",
      // A forgotten await is the bug of this trade: the batch commits before its write. `void` says that it is meant.
      "@typescript-eslint/no-floating-promises": "error",
      // A hold reason or a change added later must be answered everywhere.
      "@typescript-eslint/switch-exhaustiveness-check": ["error", { considerDefaultExhaustiveForUnions: true }],
      "@typescript-eslint/consistent-type-imports": ["error", { fixStyle: "separate-type-imports" }],
      "@typescript-eslint/no-unnecessary-condition": "off",
      "@typescript-eslint/no-unused-vars": ["error", { argsIgnorePattern: "^_", ignoreRestSiblings: true }],
      // Our objects are made by functions and have no `this`: a method may be taken off them.
      "@typescript-eslint/unbound-method": "off",
      // Loaders throw responses: that is how Remix redirects.
      "@typescript-eslint/only-throw-error": "off",
      // An implementation of an asynchronous port may have nothing to wait for.
      "@typescript-eslint/require-await": "off",
      // A rejection is what these calls hand to their awaiting caller, so a handler that returns a promise is no mistake.
      "@typescript-eslint/no-misused-promises": ["error", { checksVoidReturn: { attributes: false } }],
    },
  },
  {
    files: ["app/**/*.tsx"],
    plugins: { "react-hooks": reactHooks },
    rules: reactHooks.configs.recommended.rules,
  },
);
