import { Agent, request, type IncomingMessage, type OutgoingHttpHeaders, type ServerResponse } from "node:http";

/** Named by the Shopify library when it sends a data request somewhere else; carries an address of the admin. */
const rewrittenHeaders = ["location", "x-shopify-api-request-failure-reauthorize-url"];

export type AppTarget = { host: string; port: number };

/**
 * The app's public address: hands every request to the app's process. It alone knows that the admin here is not
 * admin.shopify.com: it lets the stand-in's pages frame the app, and points redirects to the admin at the stand-in.
 */
export function proxyApp(target: AppTarget, adminUrl: string): (req: IncomingMessage, res: ServerResponse) => void {
  const agent = new Agent({ keepAlive: true });
  return (req, res) => {
    const { method, url: path, headers } = req;
    const toApp = request({ ...target, agent, method, path, headers }, (answer) => {
      res.writeHead(answer.statusCode ?? 502, answer.statusMessage, headersFor(answer, adminUrl));
      answer.pipe(res);
    });
    toApp.on("error", () => {
      if (res.headersSent) res.destroy();
      else answerUnreachable(req, res);
    });
    res.on("close", () => toApp.destroy());
    req.pipe(toApp);
  };
}

function headersFor(answer: IncomingMessage, adminUrl: string): OutgoingHttpHeaders {
  const headers: OutgoingHttpHeaders = { ...answer.headers };
  delete headers.connection;
  delete headers["keep-alive"];
  // The library asks the browser to preload the real App Bridge, which is not used here.
  delete headers.link;
  for (const name of rewrittenHeaders) {
    const value = headers[name];
    if (typeof value === "string") headers[name] = standInAddress(value, adminUrl);
  }
  const policy = headers["content-security-policy"];
  if (typeof policy === "string") {
    headers["content-security-policy"] = policy.replace("frame-ancestors ", `frame-ancestors ${adminUrl} `);
  }
  return headers;
}

/** An address of the real admin, in either of its two forms, as the stand-in's. */
function standInAddress(address: string, adminUrl: string): string {
  return address
    .replace(/^https:\/\/admin\.shopify\.com/, adminUrl)
    .replace(/^https:\/\/([a-z0-9-]+)\.myshopify\.com\/admin/, `${adminUrl}/store/$1`);
}

function answerUnreachable(req: IncomingMessage, res: ServerResponse): void {
  const isDocument = req.headers["sec-fetch-dest"] === "iframe" || req.headers["sec-fetch-dest"] === "document";
  res.writeHead(502, { "content-type": `text/${isDocument ? "html" : "plain"}; charset=utf-8`, "retry-after": "2" });
  if (!isDocument) return void res.end("The app does not answer.");
  res.end(`<!doctype html><html lang="en"><head><title>The app does not answer</title><meta http-equiv="refresh" content="2">
<style>body{font:14px/20px system-ui,sans-serif;color:#303030;display:grid;place-content:center;height:90vh;text-align:center}</style>
</head><body><main><h1>The app does not answer</h1><p>Its process is not running or still starting. Trying again every two seconds.</p></main></body></html>`);
}
