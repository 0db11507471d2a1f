import { attribute, defineElement, part, say } from "./define-element.ts";

/** What tells the person how things stand: banners, spinners, skeletons, progress. */
export function defineFeedback(): void {
  defineElement("s-banner", {
    shadow: `<style>h3{margin:0 0 4px;font-size:14px;line-height:20px}</style><h3></h3><slot></slot>`,
    attributes: ["heading", "tone"],
    draw(element, root) {
      element.role = attribute(element, "tone") === "critical" ? "alert" : "status";
      say(part(root, "h3"), attribute(element, "heading"));
    },
  });
  defineElement("s-spinner", {
    shadow: `<style>i{display:inline-block;width:18px;height:18px;border:2px solid #ccc;border-top-color:#1c1c1c;border-radius:50%;animation:turn 1s linear infinite}
      @keyframes turn{to{rotate:1turn}}@media(prefers-reduced-motion:reduce){i{animation:none}}</style><i></i>`,
    attributes: ["accessibilitylabel"],
    draw(element) {
      element.role = "status";
      element.ariaLabel = attribute(element, "accessibilitylabel") || "Loading";
    },
  });
  defineElement("s-skeleton-paragraph", {
    shadow: `<style>i{display:block;height:12px;margin:6px 0;border-radius:4px;background:#e8e8e8}i:last-child{width:60%}</style><i></i><i></i>`,
    attributes: ["content"],
    draw(element) {
      element.role = "status";
      element.ariaLabel = attribute(element, "content") || "Loading";
    },
  });
  defineElement("s-progress", {
    shadow: `<style>progress{width:100%;accent-color:#0b5d4e}</style><progress></progress>`,
    attributes: ["value", "max", "accessibilitylabel"],
    draw(element, root) {
      const bar = part(root, "progress");
      bar.max = Number(attribute(element, "max") || 1);
      if (element.hasAttribute("value")) bar.value = Number(attribute(element, "value"));
      bar.ariaLabel = attribute(element, "accessibilitylabel");
    },
  });
}
