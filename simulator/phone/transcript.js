// The table of everything that went over the wire, newest first.

import { readTranscript } from "./api.js";
import { make } from "./making.js";
import { clockSeconds, momentOf } from "./moments.js";
import { store } from "./store.js";

const EVERY = 1500;
const LONGEST = 300;
const DIRECTIONS = { callback: "→ 助手", api: "← 接口", event: "→ 事件" };
const SHOWN = ["n", "at", "direction", "path", "name", "errcode", "problem", "milliseconds"];
const WORDS = {
  attempt: (value) => `第 ${value} 次`,
  status: (value) => `HTTP ${value}`,
  body_kind: (value) => value,
  openid: (value) => value,
};

const at = (id) => document.getElementById(id);

/** Say whether something went wrong in this entry. */
export const isFaulty = (entry) => Boolean(entry.problem || entry.errcode);

function wordsOf([name, value]) {
  if (WORDS[name]) return WORDS[name](value);
  return `${name} ${typeof value === "object" ? JSON.stringify(value) : value}`;
}

function contentOf(entry) {
  const rest = Object.entries(entry).filter(([name, value]) => !SHOWN.includes(name) && value !== null && value !== "");
  const cell = make("td", "content", make("span", "path", entry.path || ""));
  if (entry.name) cell.append(" ", make("strong", "", entry.name));
  if (rest.length) cell.append(make("span", "small", rest.map(wordsOf).join(" · ")));
  return cell;
}

function rowOf(entry) {
  const result = entry.problem || (entry.errcode ? `errcode ${entry.errcode}` : "正常");
  const row = make(
    "tr",
    isFaulty(entry) ? "is-faulty" : "",
    make("td", "", clockSeconds(momentOf(entry.at))),
    make("td", "", DIRECTIONS[entry.direction] || entry.direction || ""),
    contentOf(entry),
    make("td", "result", entry.problem && entry.errcode ? `${entry.errcode} ${result}` : result),
    make("td", "number", entry.milliseconds === undefined || entry.milliseconds === null ? "" : String(Math.round(entry.milliseconds))),
  );
  row.dataset.n = entry.n;
  return row;
}

export class Transcript {
  #after = 0;
  #from = 0;
  #asking = null;

  /** Begin to poll, and to read at once after each act. */
  start() {
    at("only-faulty").addEventListener("change", (event) => at("records").classList.toggle("only-faulty", event.target.checked));
    setInterval(() => document.hidden || this.poll(), EVERY);
    store.on("acted", () => this.poll());
    store.on("person", () => this.poll());
    store.on("online", (isOnline) => isOnline && this.#restart());
    at("reset").addEventListener("click", () => this.#restart());
    this.poll();
  }

  #restart() {
    this.#after = 0;
    this.#from += 1;
    at("records").replaceChildren();
  }

  poll() {
    this.#asking ??= this.#ask().finally(() => (this.#asking = null));
    return this.#asking;
  }

  async #ask() {
    const from = this.#from;
    const entries = await readTranscript(this.#after).catch(() => []);
    if (from !== this.#from) return;
    for (const entry of entries) {
      if (entry.n <= this.#after) continue;
      this.#after = entry.n;
      at("records").prepend(rowOf(entry));
    }
    while (at("records").children.length > LONGEST) at("records").lastElementChild.remove();
  }
}
