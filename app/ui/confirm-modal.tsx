import { Modal, TitleBar } from "@shopify/app-bridge-react";
import { Box, Text } from "@shopify/polaris";

export type ConfirmModalProps = {
  isOpen: boolean;
  title: string;
  /** What will happen, and whether it can be undone. */
  sentence: string;
  /** The verb on the button: "Discard". */
  confirm: string;
  onConfirm: () => void;
  onClose: () => void;
};

/** Asks before something that cannot be undone, or that stops work. */
export function ConfirmModal({ isOpen, title, sentence, confirm, onConfirm, onClose }: ConfirmModalProps) {
  return (
    <Modal variant="small" open={isOpen} onHide={onClose}>
      <Box padding="400">
        <Text as="p">{sentence}</Text>
      </Box>
      <TitleBar title={title}>
        <button
          variant="primary"
          tone="critical"
          onClick={() => {
            onConfirm();
            onClose();
          }}
        >
          {confirm}
        </button>
        <button onClick={onClose}>Cancel</button>
      </TitleBar>
    </Modal>
  );
}
