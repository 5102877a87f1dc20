// Forms stay where they are: a refusal is said in the form, which keeps what was typed; a success goes on as it does without this script.

const ONWARD = "Leye-Onward";

function say(form, part) {
  form.querySelector(".wrong")?.remove();
  const found = new DOMParser().parseFromString(part, "text/html").querySelector(".wrong");
  const line = document.createElement("p");
  line.className = "wrong";
  line.setAttribute("role", "alert");
  line.dataset.testid = "refused";
  line.textContent = found?.textContent || "没有做成，请稍后再试。";
  form.prepend(line);
  line.scrollIntoView({ block: "nearest" });
}

function put(page) {
  const fresh = new DOMParser().parseFromString(page, "text/html");
  document.title = fresh.title;
  document.querySelector("main").replaceWith(fresh.querySelector("main"));
  window.htmx?.process(document.querySelector("main"));
  document.querySelector("main [role=alert], main h1")?.scrollIntoView({ block: "nearest" });
}

function go(address) {
  const isHere = address.pathname === location.pathname && address.search === location.search;
  if (!isHere || !address.hash) return location.assign(address);
  // To another place of the same page the browser would only scroll.
  history.replaceState(null, "", address);
  return location.reload();
}

async function send(form, submitter) {
  const body = new URLSearchParams(new FormData(form));
  if (submitter?.name) body.append(submitter.name, submitter.value);
  const response = await fetch(form.action, { method: "POST", body, headers: { "Leye-In-Form": "1" } });
  const onward = response.headers.get(ONWARD);
  if (onward) return go(new URL(onward, location.href));
  const text = await response.text();
  if (text.includes("<main")) return put(text);
  return say(form, text);
}

document.addEventListener("submit", async (event) => {
  const form = event.target;
  // Whoever signs in next in this tab finds no half a line of somebody else.
  if (form.action.endsWith("/desk/sign-out")) sessionStorage.clear();
  const isOurs = form.method === "post" && form.enctype === "application/x-www-form-urlencoded" && !form.hasAttribute("data-plain");
  if (event.defaultPrevented || !isOurs) return;
  event.preventDefault();
  if (form.dataset.sending) return;
  form.dataset.sending = "yes";
  try {
    await send(form, event.submitter);
  } catch {
    say(form, '<p class="wrong">现在连不上，写的都还在。请稍后再试。</p>');
  } finally {
    delete form.dataset.sending;
  }
});
