import { BlockStack, Button, Collapsible } from "@shopify/polaris";
import { useId, useState, type ReactNode } from "react";

export type FoldProps = {
  title: string;
  children: ReactNode;
  /** Called when it is opened for the first time: what is inside can then be fetched. */
  onFirstOpen?: () => void;
};

/** Details for the few who want them: closed until asked for. */
export function Fold({ title, children, onFirstOpen }: FoldProps) {
  const id = useId();
  const [isOpen, setOpen] = useState(false);
  const [wasOpened, setOpened] = useState(false);
  const toggle = () => {
    if (!wasOpened) onFirstOpen?.();
    setOpened(true);
    setOpen(!isOpen);
  };
  return (
    <BlockStack gap={isOpen ? "200" : "0"} inlineAlign="start">
      <Button
        variant="plain"
        disclosure={isOpen ? "up" : "down"}
        ariaExpanded={isOpen}
        ariaControls={id}
        onClick={toggle}
      >
        {title}
      </Button>
      <div style={{ width: "100%" }}>
        <Collapsible id={id} open={isOpen} transition={false}>
          {wasOpened ? children : null}
        </Collapsible>
      </div>
    </BlockStack>
  );
}
