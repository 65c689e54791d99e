/* What appears over a phone for a moment: toasts, and alerts that wait for «OK». */

import { button, el } from "./dom.js";
import { words } from "./words.js";

const TOAST_MS = 4500;

export class Notices {
  constructor() {
    this.toasts = el("div", { class: "toasts", role: "status" });
    this.node = el("div", { class: "notices" }, this.toasts);
  }

  /** A line that goes away by itself; `wrong` marks what failed. */
  toast(text, wrong = false) {
    const line = el("p", { class: wrong ? "toast wrong" : "toast", "data-testid": "toast" }, text);
    this.toasts.append(line);
    while (this.toasts.children.length > 3) this.toasts.firstElementChild.remove();
    setTimeout(() => line.remove(), TOAST_MS + 40 * text.length);
  }

  /** A window over this phone only. */
  alert(text) {
    const before = document.activeElement;
    const close = () => {
      box.remove();
      if (before?.isConnected) before.focus();
    };
    const ok = button({ label: words.ok, class: "solid", "data-testid": "alert-ok", onclick: close });
    const box = el(
      "div",
      { class: "alert", role: "alertdialog", "aria-modal": "false", "aria-label": text, "data-testid": "alert" },
      el("div", {}, el("p", {}, text), ok),
    );
    box.addEventListener("keydown", (event) => event.key === "Escape" && close());
    this.node.append(box);
    ok.focus();
  }

  /** Say why an act was refused. */
  failure(error) {
    if (error.status === undefined) throw error;
    this.toast(error.status === 0 ? words.unreachable : words.refused(error.message), true);
  }
}
