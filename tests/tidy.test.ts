import { expect, test } from "vitest";
import { clone } from "#tests/support/postgres/place.ts";
import { everyVariableIsExplained } from "#tests/tidy/rules/check-environment.ts";
import { importsNameTheEnding, importsFollowTheTable } from "#tests/tidy/rules/check-imports.ts";
import { declaredNamesUseTheVocabulary, pathsUseTheVocabulary } from "#tests/tidy/rules/check-names.ts";
import { domainIsPure } from "#tests/tidy/rules/check-purity.ts";
import { everyFileIsUsed } from "#tests/tidy/rules/check-reachability.ts";
import { filesAreShort, foldersAreSmall, functionsAreShort, nestingIsShallow } from "#tests/tidy/rules/check-sizes.ts";
import {
  everyTestRuns,
  exportsAreNamed,
  nothingIsAny,
  onlyOneFileReadsTheEnvironment,
  onlyTheLoggerWritesToTheConsole,
  testTitlesAreSentences,
} from "#tests/tidy/rules/check-syntax.ts";
import { lockHasNoAddresses, textsAreOfNoMachine } from "#tests/tidy/rules/check-texts.ts";
import { topicsAgree } from "#tests/tidy/rules/check-topics.ts";
import { readProject } from "#tests/tidy/read-project.ts";
import { describeProblems, type Rule } from "#tests/tidy/source-file.ts";

const files = readProject(clone);

const rules = [
  importsFollowTheTable,
  importsNameTheEnding,
  domainIsPure,
  declaredNamesUseTheVocabulary,
  pathsUseTheVocabulary,
  filesAreShort,
  functionsAreShort,
  nestingIsShallow,
  foldersAreSmall,
  nothingIsAny,
  everyTestRuns,
  testTitlesAreSentences,
  onlyTheLoggerWritesToTheConsole,
  exportsAreNamed,
  onlyOneFileReadsTheEnvironment,
  everyVariableIsExplained,
  everyFileIsUsed,
  textsAreOfNoMachine,
  lockHasNoAddresses,
];

test("the project is read from its checkout", () => {
  const paths = files.map((file) => file.path);
  expect(paths).toContain("package.json");
  expect(paths).toContain("app/db/migrate.ts");
  expect(paths).toContain("tests/tidy.test.ts");
  expect(paths.filter((path) => path.includes("node_modules"))).toEqual([]);
});

test.each(rules)("$title", expectNoProblem);

test("the topics that we subscribe to are those that the pipeline acts on", async () => {
  const { subscribedTopics } = await import("#app/pipeline/topics.ts");
  const { complianceTopics } = await import("#app/pipeline/topics/shop-topics.ts");
  expectNoProblem(topicsAgree(new Set([...Object.keys(subscribedTopics), ...Object.keys(complianceTopics)])));
});

function expectNoProblem(rule: Rule): void {
  const problems = describeProblems(rule.check(files));
  if (problems !== "") expect.fail(problems);
}
