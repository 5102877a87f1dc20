// What this browser remembers: who holds the phone, and whether the menu or the keyboard is shown.

const PERSON = "leye-simulator-person";
const MENU = "leye-simulator-menu";
const SEEN = "leye-simulator-seen";
// The authorize page of the platform reads it: it has to know whose phone the web view is on.
const COOKIE = "sim_openid";

function read(key) {
  try {
    return JSON.parse(localStorage.getItem(key));
  } catch {
    return null;
  }
}

function write(key, value) {
  try {
    localStorage.setItem(key, JSON.stringify(value));
  } catch {
    // Storage may be switched off; then only a reload forgets.
  }
}

/** Return the remembered `{openid, name}`, or null. */
export const rememberedPerson = () => read(PERSON);

/** Remember whose phone this is, for the next visit and for the platform's authorize page. */
export function rememberPerson({ openid, name }) {
  write(PERSON, { openid, name });
  document.cookie = `${COOKIE}=${encodeURIComponent(openid)}; path=/; SameSite=Lax`;
}

/** Return how many messages of each phone were looked at, by openid. */
export const seenMessages = () => read(SEEN) ?? {};
export const rememberSeen = (seen) => write(SEEN, seen);

/** Say whether the keyboard was chosen instead of the menu. */
export const prefersKeyboard = () => read(MENU) === "keyboard";
export const rememberKeyboard = (isKeyboard) => write(MENU, isKeyboard ? "keyboard" : "menu");
