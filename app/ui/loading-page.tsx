import { useLocation, useNavigation } from "@remix-run/react";
import { useAppBridge } from "@shopify/app-bridge-react";
import { BlockStack, Card, SkeletonBodyText, SkeletonPage } from "@shopify/polaris";
import { useEffect, useState, type ReactNode } from "react";

// Most pages come sooner: a skeleton that flashes by is more unrest than the old page standing a moment longer.
const PATIENCE_MS = 300;

/** The page itself or, while another page is slow to come, its skeleton and the admin's loading bar. */
export function LoadingPage({ children }: { children: ReactNode }) {
  const navigation = useNavigation();
  const { pathname } = useLocation();
  const bridge = useAppBridge();
  const isLeaving = navigation.state === "loading" && navigation.location.pathname !== pathname;
  const [isSlow, setSlow] = useState(false);
  useEffect(() => {
    if (!isLeaving) return;
    bridge.loading(true);
    const timer = setTimeout(() => setSlow(true), PATIENCE_MS);
    return () => {
      clearTimeout(timer);
      setSlow(false);
      bridge.loading(false);
    };
  }, [isLeaving, bridge]);
  return isLeaving && isSlow ? <PageSkeleton /> : children;
}

function PageSkeleton() {
  return (
    <SkeletonPage fullWidth>
      <BlockStack gap="400">
        {[6, 4, 8].map((lines) => (
          <Card key={lines}>
            <SkeletonBodyText lines={lines} />
          </Card>
        ))}
      </BlockStack>
    </SkeletonPage>
  );
}
