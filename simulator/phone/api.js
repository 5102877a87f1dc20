// The control API of the simulator as the page sees it. Nothing here touches the page.

/** A refusal of the control API, or no answer at all (`status` 0). */
export class ControlError extends Error {
  constructor(message, status) {
    super(message);
    this.status = status;
  }
}

async function ask(method, path, body) {
  const options = { method, cache: "no-store" };
  if (body !== undefined) {
    options.headers = { "Content-Type": "application/json" };
    options.body = JSON.stringify(body);
  }
  const response = await fetch(path, options).catch(() => {
    throw new ControlError("模拟器没有回应，可能已经停止。", 0);
  });
  const json = await response.json().catch(() => ({}));
  if (!response.ok) throw new ControlError(words(json, response.status), response.status);
  return json;
}

function words(json, status) {
  const detail = json.detail || json.error || json.message;
  return typeof detail === "string" ? detail : detail ? JSON.stringify(detail) : `模拟器答复了 HTTP ${status}`;
}

const person = (openid, verb) => `/control/people/${encodeURIComponent(openid)}/${verb}`;
const staff = (userid, verb) => `/control/staff/${encodeURIComponent(userid)}/${verb}`;

export const readState = () => ask("GET", "/control/state");
export const readMessages = async (openid, after) => (await ask("GET", person(openid, `messages?after=${after}`))).messages;
export const readStaffMessages = async (userid, after) => (await ask("GET", staff(userid, `messages?after=${after}`))).messages;
export const readTranscript = async (after) => (await ask("GET", `/control/transcript?after=${after}`)).entries;

export const addPerson = (name) => ask("POST", "/control/people", { name });
/** Do what a person does (`verb` is the last part of the path); answer with the deliveries. */
export const act = (openid, verb, body) => ask("POST", person(openid, verb), body);
export const addStaff = (userid, name) => ask("POST", "/control/staff", { userid, name });
export const actOfStaff = (userid, verb, body) => ask("POST", staff(userid, verb), body);
export const setFault = (fault) => ask("POST", "/control/faults", fault);
export const clearFaults = () => ask("DELETE", "/control/faults");
export const advanceClock = (seconds) => ask("POST", "/control/clock", { advance: seconds });
export const verify = () => ask("POST", "/control/verify", {});
export const reset = () => ask("POST", "/control/reset", {});
