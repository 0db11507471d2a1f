/** What the admin adds to the address of the app's frame. The app's own links do not carry it, so it is remembered. */
const added = [
  "appLoadId",
  "embedded",
  "hmac",
  "host",
  "id_token",
  "locale",
  "protocol",
  "session",
  "shop",
  "timestamp",
];

export type LaunchParameters = { shop: string; host: string; locale: string };

export function readLaunchParameters(search: string): LaunchParameters {
  const query = new URLSearchParams(search);
  const remember = (name: string, fallback: string): string => {
    const key = `app-bridge.${name}`;
    const value = query.get(name) ?? readStorage(key) ?? fallback;
    writeStorage(key, value);
    return value;
  };
  return { shop: remember("shop", ""), host: remember("host", ""), locale: remember("locale", "en") };
}

/** The address of a page of the app as a person would keep it: without the admin's parameters. */
export function ownPath(location: Location): string {
  const query = new URLSearchParams(location.search);
  for (const name of added) query.delete(name);
  const rest = query.toString();
  return location.pathname + (rest ? `?${rest}` : "") + location.hash;
}

// A browser may deny storage to a frame of another site; each document then lives from its own address.
function readStorage(key: string): string | undefined {
  try {
    return sessionStorage.getItem(key) ?? undefined;
  } catch {
    return undefined;
  }
}

function writeStorage(key: string, value: string): void {
  try {
    sessionStorage.setItem(key, value);
  } catch {
    return;
  }
}
