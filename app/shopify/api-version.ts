/** The version of the Admin API that every call, every webhook and the sandbox speak. */
export const API_VERSION = "2026-10";
