// The control column: tabs, the sheet on small screens, short notes, and its boxes.

import { wireClock } from "./clock.js";
import { wireConsents } from "./consents.js";
import { wireDeliveries } from "./deliveries.js";
import { wireFaults } from "./faults.js";
import { wirePeople } from "./people.js";
import { Staff } from "./staff.js";
import { store } from "./store.js";
import { Transcript } from "./transcript.js";

const NARROW = matchMedia("(max-width: 899px)");
const NOTE_STAYS = 4000;
const TABS = ["person", "staff"];

const at = (id) => document.getElementById(id);

function wireSheet() {
  const show = (isOpen) => {
    at("control").classList.toggle("is-open", isOpen);
    at("control").inert = NARROW.matches && !isOpen;
    at("phone").inert = NARROW.matches && isOpen;
    at("control-toggle").setAttribute("aria-expanded", String(isOpen));
  };
  const close = () => {
    show(false);
    at("control-toggle").focus();
  };
  at("control-toggle").addEventListener("click", () => {
    show(true);
    at("control-close").focus();
  });
  at("control-close").addEventListener("click", close);
  at("control").addEventListener("keydown", (event) => event.key === "Escape" && NARROW.matches && close());
  NARROW.addEventListener("change", () => show(false));
  show(false);
}

function wireTabs(staff) {
  const choose = (name, isFocused) => {
    for (const tab of TABS) {
      at(`tab-${tab}`).setAttribute("aria-selected", String(tab === name));
      at(`tab-${tab}`).tabIndex = tab === name ? 0 : -1;
      at(`panel-${tab}`).hidden = tab !== name;
    }
    if (isFocused) at(`tab-${name}`).focus();
    if (name === "staff") staff.start();
    else staff.stop();
  };
  for (const [index, name] of TABS.entries()) {
    at(`tab-${name}`).addEventListener("click", () => choose(name, false));
    at(`tab-${name}`).addEventListener("keydown", (event) => {
      if (event.key === "ArrowRight" || event.key === "ArrowLeft") choose(TABS[1 - index], true);
    });
  }
}

function wireNotes() {
  let timer = 0;
  const say = (text, isBad) => {
    if (!text) return;
    at("toast").textContent = text;
    at("toast").classList.toggle("is-bad", isBad);
    at("toast").hidden = false;
    clearTimeout(timer);
    timer = setTimeout(() => (at("toast").hidden = true), NOTE_STAYS);
  };
  store.on("done", (text) => say(text, false));
  store.on("failed", (text) => say(text, true));
}

/** Wire the whole column. */
export function wireControls() {
  wireSheet();
  wireTabs(new Staff());
  wireNotes();
  wirePeople();
  wireConsents();
  wireDeliveries();
  wireFaults();
  wireClock();
  new Transcript().start();
}
