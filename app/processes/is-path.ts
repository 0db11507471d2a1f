/**
 * Whether the address of a request is a path of ours that can be read. Not everything that a parser of HTTP lets through is:
 * two slashes would name another host, "http://[" is nothing at all, and a zero byte is in no name of a file.
 */
export function isPath(address: string): boolean {
  if (!/^\/(?!\/)/.test(address) || !URL.canParse(address, "http://app")) return false;
  try {
    return !decodeURIComponent(address.split("?")[0]!).includes("\0");
  } catch {
    return false;
  }
}
