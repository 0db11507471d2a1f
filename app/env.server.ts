import { z } from "zod";

const LOOPBACK = /^https?:\/\/(127\.0\.0\.1|localhost|\[::1\])(:\d+)?(\/|$)/;

/** An AES-256 key, as `openssl rand -base64 32` prints it. */
const key = z.string().regex(/^[A-Za-z\d+/]{43}=$/, "must be 32 bytes in base64: openssl rand -base64 32");

const schema = z
  .object({
    NODE_ENV: z.enum(["production", "development", "test"]).default("production"),
    DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/, error: "must be a postgresql:// address" }),
    SHOPIFY_API_KEY: z.string().min(1, "is the client id of the app"),
    SHOPIFY_API_SECRET: z.string().min(1, "is the client secret of the app"),
    /** The secret before the last rotation: Shopify may sign with it for an hour after a new one was made. */
    SHOPIFY_API_SECRET_BEFORE: z.string().optional(),
    /** Seals the shops' tokens in the database; derived from the client secret where it is not set. */
    TOKEN_KEY: key.optional(),
    /** The key before the last change of TOKEN_KEY: what it sealed is read, and sealed again with the present one. */
    TOKEN_KEY_BEFORE: key.optional(),
    SHOPIFY_APP_URL: z.url({ protocol: /^https?$/, error: "is the public address of the app" }),
    HOST: z.string().default("0.0.0.0"),
    PORT: z.coerce.number().int().min(0).max(65535).default(3000),
    /** Where metrics and readiness are told; nowhere when it is not set. Loopback unless METRICS_HOST says otherwise. */
    METRICS_PORT: z.coerce.number().int().min(0).max(65535).optional(),
    METRICS_HOST: z.string().default("127.0.0.1"),
    /** How long a process that is asked to end goes on taking webhooks and pages while it says it is not ready. */
    DRAIN_SECONDS: z.coerce.number().min(0).max(60).default(0),
    LOG_LEVEL: z.enum(["fatal", "error", "warn", "info", "debug", "trace", "silent"]).default("info"),
    /** Connections of each pool of this process. */
    DATABASE_POOL: z.coerce.number().int().min(2).max(200).default(20),
    /** Shops that one worker process decides at the same time. */
    WORKER_SHOPS: z.coerce.number().int().min(1).max(64).default(16),
    APP_BRIDGE_URL: z.url().optional(),
  })
  .refine((env) => env.APP_BRIDGE_URL === undefined || LOOPBACK.test(env.SHOPIFY_APP_URL), {
    path: ["APP_BRIDGE_URL"],
    message: "is for an app that runs on this machine alone: SHOPIFY_APP_URL is not a loopback address",
  });

export type Env = z.infer<typeof schema>;

let read: Env | undefined;

/**
 * The environment of this process, read once: the only place that looks at process.env.
 *
 * @throws Error with one line for each variable that is missing or wrong.
 */
export function env(): Env {
  if (read) return read;
  const parsed = schema.safeParse(process.env);
  if (!parsed.success) {
    const lines = parsed.error.issues.map((issue) => `  ${issue.path.join(".")}: ${issue.message}`);
    throw new Error(`The environment is not complete (see .env.example):\n${lines.join("\n")}`);
  }
  return (read = parsed.data);
}
