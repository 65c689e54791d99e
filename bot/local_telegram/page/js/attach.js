/* Joining a photo, a document, a place, a contact or a voice message. */

import { el } from "./dom.js";
import { openMenu } from "./menus.js";
import { places, words } from "./words.js";

const LARGEST = 50_000_000;

export function openAttachMenu(anchor, pane) {
  const items = [
    { label: words.attachPhoto, picture: "photo", testid: "attach-photo", run: () => choose(pane, "photo", "image/*") },
    { label: words.attachSample, picture: "photo", testid: "attach-sample", run: () => pane.act("photo") },
    { label: words.attachDocument, picture: "file", testid: "attach-document", run: () => choose(pane, "document", "") },
    { label: words.attachLocation, picture: "pin", testid: "attach-location", run: () => openPlaces(anchor, pane) },
    { label: words.attachContact, picture: "contact", testid: "attach-contact", run: () => pane.act("contact") },
    { label: words.attachVoice, picture: "voice", testid: "attach-voice", run: () => pane.act("voice", { duration: 4 }) },
  ];
  openMenu(anchor, items, words.attach);
}

/** Which of the invented places to send. */
function openPlaces(anchor, pane) {
  const items = places.map(({ title, latitude, longitude }) => ({
    label: title,
    picture: "pin",
    testid: "place",
    run: () => pane.act("location", { latitude, longitude }),
  }));
  openMenu(anchor, items, words.whichPlace);
}

function choose(pane, kind, accept) {
  const input = el("input", { type: "file", accept, hidden: true, "data-testid": `file-${kind}` });
  input.addEventListener("change", async () => {
    for (const file of input.files) await send(pane, kind, file);
    input.remove();
  });
  input.addEventListener("cancel", () => input.remove());
  pane.node.append(input);
  input.click();
}

/** Send a file of the person who plays; it goes to the local server only. */
export async function send(pane, kind, file) {
  if (file.size > LARGEST) return pane.notices.toast(words.tooLarge, true);
  const body = { name: file.name, mime_type: file.type || "application/octet-stream", base64: await base64(file) };
  return pane.act(kind, body);
}

function base64(file) {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(reader.result.slice(reader.result.indexOf(",") + 1));
    reader.onerror = () => reject(reader.error);
    reader.readAsDataURL(file);
  });
}
