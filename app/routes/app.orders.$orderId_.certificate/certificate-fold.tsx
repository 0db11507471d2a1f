import { useFetcher } from "@remix-run/react";
import { SkeletonBodyText, Text } from "@shopify/polaris";
import { useEffect, useRef } from "react";
import type { ShownCertificate } from "#app/queries/in-sight/read-certificate.ts";
import { Fold } from "#app/ui/fold.tsx";
import { CertificateView } from "./certificate-view.tsx";

/** How the decision shown came about, computed again when it is unfolded, and anew when another decision is shown. */
export function CertificateFold({ orderId, decidedAt }: { orderId: string; decidedAt: string | null }) {
  const fetcher = useFetcher<ShownCertificate | string>();
  const { data: shown, load } = fetcher;
  const address = `/app/orders/${orderId}/certificate`;
  const shownFor = useRef<string | null>();
  const open = () => {
    shownFor.current = decidedAt;
    load(address);
  };
  useEffect(() => {
    if (shownFor.current === undefined || shownFor.current === decidedAt) return;
    shownFor.current = decidedAt;
    load(address);
  }, [decidedAt, address, load]);
  return (
    <Fold title="How this was decided" onFirstOpen={open}>
      <div aria-live="polite" aria-busy={fetcher.state === "loading"}>
        {shown === undefined ? (
          <SkeletonBodyText lines={6} />
        ) : typeof shown === "string" ? (
          <Text as="p" tone="critical">
            {shown}
          </Text>
        ) : (
          <CertificateView shown={shown} />
        )}
      </div>
    </Fold>
  );
}
