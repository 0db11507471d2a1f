/** The Admin API version the sandbox speaks; the pruned schema beside it is of this version. */
export const apiVersion = "2026-10";
