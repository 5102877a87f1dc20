// The chat API as the page sees it. Nothing here touches the page.

const LOST = "网络不太顺，没有收到答复。";

/** Return a random UUID, also on plain http, where `crypto.randomUUID` does not exist. */
export function newKey() {
  if (crypto.randomUUID) return crypto.randomUUID();
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
}

async function post(path, headers, body) {
  const response = await fetch(path, { method: "POST", headers, body: body && JSON.stringify(body) });
  const json = await response.json().catch(() => ({}));
  return { status: response.status, json, retryAfter: Number(response.headers.get("Retry-After")) || 0 };
}

function refusal({ status, json, retryAfter }) {
  const message = json.error ? json.error.message : LOST;
  return { kind: status === 401 ? "stranger" : retryAfter ? "later" : "refused", message, seconds: retryAfter };
}

/** Open a conversation: `{kind: "open", session}`, or how it failed. */
export async function openSession() {
  try {
    const answer = await post("/api/chat/sessions", {});
    return answer.status === 201 ? { kind: "open", session: answer.json.session } : refusal(answer);
  } catch {
    return { kind: "offline" };
  }
}

/** Send one message: `{kind: "answered", replies}`, or `offline`, `later`, `stranger`, `refused`. */
export async function sendMessage(session, body, key) {
  try {
    const headers = {
      "Content-Type": "application/json",
      Authorization: `Bearer ${session}`,
      "Idempotency-Key": key,
    };
    const answer = await post("/api/chat/messages", headers, body);
    if (answer.status !== 200) return refusal(answer);
    // An answer that broke off on the way, as when the page is reloaded, is fetched again with the same key.
    return answer.json.replies ? { kind: "answered", replies: answer.json.replies } : { kind: "offline" };
  } catch {
    return { kind: "offline" };
  }
}

/** Say whether an answer was of use; return whether that was kept. */
export async function rateAnswer(session, ticket, useful) {
  try {
    const headers = { "Content-Type": "application/json", Authorization: `Bearer ${session}` };
    const answer = await post("/api/chat/ratings", headers, { ticket, useful });
    return answer.status === 204;
  } catch {
    return false;
  }
}

/** Return the address of the page of one's own data, or null. */
export async function myPage(session) {
  try {
    const answer = await post("/api/chat/me", { Authorization: `Bearer ${session}` });
    return answer.status === 200 ? answer.json.address : null;
  } catch {
    return null;
  }
}

/** Return what waits for the person of this conversation: `{notices, lines, speaking, is_expected}`; null when nobody answers. Each comes until it is among `seen`. */
export async function takeWaiting(session, seen) {
  try {
    const headers = { "Content-Type": "application/json", Authorization: `Bearer ${session}` };
    const answer = await post("/api/chat/notices", headers, seen);
    return answer.status === 200 ? answer.json : null;
  } catch {
    return null;
  }
}
