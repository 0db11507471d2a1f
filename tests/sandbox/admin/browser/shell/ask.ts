import { element } from "#tests/sandbox/admin/browser/element.ts";

export type Question = {
  title: string;
  body: (Node | string)[];
  confirm: string;
  cancel: string;
  isCritical?: boolean;
};

/** A dialog of the admin itself. Escape and Cancel answer no. */
export function ask({ title, body, confirm, cancel, isCritical = false }: Question): Promise<boolean> {
  return new Promise((resolve) => {
    const close = (answer: boolean) => () => dialog.close(answer ? "yes" : "no");
    const confirmButton = { class: `button ${isCritical ? "critical" : "primary"}`, type: "button" };
    const dialog = element("dialog", { class: "dialog", "aria-labelledby": "question" }, [
      element("h2", { id: "question" }, [title]),
      element("div", { class: "body" }, body),
      element("footer", {}, [
        element("button", { class: "button", type: "button" }, [cancel], { click: close(false) }),
        element("button", confirmButton, [confirm], { click: close(true) }),
      ]),
    ]);
    dialog.addEventListener("close", () => {
      dialog.remove();
      resolve(dialog.returnValue === "yes");
    });
    document.body.append(dialog);
    dialog.showModal();
  });
}
