import { openChannel, type Call } from "#tests/sandbox/admin/browser/channel.ts";
import { requestJson } from "#tests/sandbox/admin/browser/shell/request-json.ts";
import type {
  ExtensionFrameCalls,
  ExtensionHostCalls,
  OrderInFrame,
} from "#tests/sandbox/admin/extensions/frame-data.ts";

export type HostPage = {
  showToast: (text: string) => void;
  /** Where an address of the extension's leads; only called with one that may be opened. */
  open: (address: URL) => void;
};

/** Serves every extension on the page: each frame may ask for its own token, grow, and send the person somewhere. */
export function serveExtensions({ showToast, open }: HostPage): { orderChanged: (order: OrderInFrame) => void } {
  const frames = [...document.querySelectorAll<HTMLIFrameElement>("iframe.extension")].map(
    (frame): Call<ExtensionFrameCalls> => {
      const { tokenPath = "", tokenBody = "{}" } = frame.dataset;
      return openChannel<ExtensionFrameCalls, ExtensionHostCalls>(() => frame.contentWindow, "null", {
        sessionToken: async () => (await requestJson<{ token: string }>(tokenPath, JSON.parse(tokenBody))).token,
        resize: (heightPx) => void (frame.style.height = `${heightPx}px`),
        openAddress: (href) => open(checkedAddress(href)),
        showToast,
      });
    },
  );
  return {
    orderChanged: (order) => {
      for (const call of frames) void call("orderChanged", order);
    },
  };
}

/** Extensions may lead to web pages, and in the admin to pages of it; to nothing that runs a script. */
function checkedAddress(href: string): URL {
  const address = new URL(href);
  if (!["https:", "http:", "shopify:", "app:"].includes(address.protocol)) {
    throw new Error(`The stand-in does not open ${address.protocol} addresses.`);
  }
  return address;
}
