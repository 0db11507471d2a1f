import { createHmac, createSign, generateKeyPairSync } from "node:crypto";
import { mintIdToken } from "#tests/sandbox/admin/mint-id-token.ts";
import { mintBuyerToken } from "#tests/sandbox/oauth/mint-buyer-token.ts";

type Part = Record<string, unknown>;
/** A token that is right in everything, in its parts. */
type Genuine = { header: Part; claims: Part };

export type TokenKind = "staff" | "buyer";
export type Issuer = { apiKey: string; secret: string; shop: string; otherShop: string; now: Date };
/** A token that must open nothing; `null` is none at all. */
export type Forgery = { name: string; token: string | null };

const AN_HOUR_S = 3_600;

/** The token that Shopify gives the admin's pages, or a buyer's. */
export function genuineToken(kind: TokenKind, { apiKey, secret, shop, now }: Issuer): string {
  return kind === "staff"
    ? mintIdToken({ shop, apiKey, secret, now, userId: "7" })
    : mintBuyerToken({ shop, apiKey, secret, now, customerId: "31" });
}

/** Every way in which a token of this kind can be wrong. */
export function forgeTokens(kind: TokenKind, issuer: Issuer): Forgery[] {
  const text = genuineToken(kind, issuer);
  const [header = "", payload = "", signature = ""] = text.split(".");
  const genuine: Genuine = { header: read(header), claims: read(payload) };
  const nowS = Math.floor(issuer.now.getTime() / 1000);
  const signed = (claims: Part, head: Part = {}, secret = issuer.secret, hash = "sha256") =>
    sign({ header: { ...genuine.header, ...head }, claims: { ...genuine.claims, ...claims } }, secret, hash);
  const forgeries: Record<string, string | null> = {
    "no token": null,
    "an empty token": "",
    "a token that is none": "nonsense",
    "three parts of nonsense": "a.b.c",
    "a token of four parts": `${text}.${signature}`,
    "a signature of which one character was changed": `${header}.${payload}.${flip(signature)}`,
    "no signature": `${header}.${payload}.`,
    "the signature of other claims": `${header}.${write({ ...genuine.claims, jti: "another" })}.${signature}`,
    "alg none without a signature": `${write({ alg: "none", typ: "JWT" })}.${payload}.`,
    "alg none with a signature": `${write({ alg: "none", typ: "JWT" })}.${payload}.${signature}`,
    "alg None": `${write({ alg: "None", typ: "JWT" })}.${payload}.`,
    "another secret": signed({}, {}, "another-secret"),
    "an empty secret": signed({}, {}, ""),
    "the app's key for a secret": signed({}, {}, issuer.apiKey),
    "HS512 with the right secret": signed({}, { alg: "HS512" }, issuer.secret, "sha512"),
    "HS256 said and HS512 done": signed({}, {}, issuer.secret, "sha512"),
    "RS256 with a key of its own": signWithOwnKey(genuine),
    "a key that it brings itself": signed({}, { jwk: { kty: "oct", k: "AAAA" }, kid: "../../dev/null" }, "\0\0\0"),
    "another app's audience": signed({ aud: "another-app" }),
    "several audiences": signed({ aud: [issuer.apiKey, "another-app"] }),
    "no audience": signed({ aud: undefined }),
    "expired a minute ago": signed({ exp: nowS - 60 }),
    "expired an hour ago": signed({ iat: nowS - 2 * AN_HOUR_S, nbf: nowS - 2 * AN_HOUR_S, exp: nowS - AN_HOUR_S }),
    "not valid before an hour from now": signed({ nbf: nowS + AN_HOUR_S, exp: nowS + 2 * AN_HOUR_S }),
    "an expiry that is no number": signed({ exp: "tomorrow" }),
  };
  const other = kind === "staff" ? forgedStaff(issuer, signed) : forgedBuyer(issuer, signed);
  return Object.entries({ ...forgeries, ...other }).map(([name, token]) => ({ name, token }));
}

type Sign = (claims: Part) => string;

function forgedStaff(issuer: Issuer, signed: Sign): Record<string, string> {
  return {
    "a buyer's token": genuineToken("buyer", issuer),
    "a buyer's token of a checkout": signed({ iss: undefined, sub: undefined, dest: issuer.shop }),
    "no issuer": signed({ iss: undefined }),
    "the issuer of another shop": signed({ iss: `https://${issuer.otherShop}/admin` }),
    "an issuer that only begins like the shop": signed({ iss: `https://${issuer.shop}.example/admin` }),
    "the storefront as issuer": signed({ iss: `https://${issuer.shop}` }),
    "a customer as subject": signed({ sub: "gid://shopify/Customer/31" }),
    "no subject": signed({ sub: undefined }),
  };
}

function forgedBuyer(issuer: Issuer, signed: Sign): Record<string, string> {
  return {
    "a staff member's token": genuineToken("staff", issuer),
    "a staff member as subject": signed({ sub: "7" }),
    "another kind of object as subject": signed({ sub: "gid://shopify/Order/31" }),
    "no shop": signed({ dest: undefined }),
    "no expiry": signed({ exp: undefined }),
  };
}

function sign({ header, claims }: Genuine, secret: string, hash: string): string {
  const signed = `${write(header)}.${write(claims)}`;
  return `${signed}.${createHmac(hash, secret).update(signed).digest("base64url")}`;
}

const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2_048 });

function signWithOwnKey({ header, claims }: Genuine): string {
  const signed = `${write({ ...header, alg: "RS256" })}.${write(claims)}`;
  return `${signed}.${createSign("sha256").update(signed).sign(privateKey, "base64url")}`;
}

/** Another signature, whatever bits of its first character count. */
function flip(signature: string): string {
  return `${signature.startsWith("A") ? "z" : "A"}${signature.slice(1)}`;
}

function read(part: string): Part {
  return JSON.parse(Buffer.from(part, "base64url").toString()) as Part;
}

function write(part: Part): string {
  return Buffer.from(JSON.stringify(part)).toString("base64url");
}
