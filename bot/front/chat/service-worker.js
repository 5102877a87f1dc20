// Lets the page open without a network: it keeps the page and its own files, and gives them where none come. Whatever the
// network has is newer and wins. What people say, their data and the desk never pass through here.

const SHELF = "leye {{ version }}";
const PAGE = "/";
const FILES = {{ files }};

addEventListener("install", (event) => {
  event.waitUntil(caches.open(SHELF).then((shelf) => shelf.addAll([PAGE, ...FILES])));
  skipWaiting();
});

addEventListener("activate", (event) => {
  const drop = (names) => Promise.all(names.filter((name) => name.startsWith("leye ") && name !== SHELF).map((name) => caches.delete(name)));
  event.waitUntil(caches.keys().then(drop));
});

addEventListener("fetch", (event) => {
  const { request } = event;
  const { pathname, origin } = new URL(request.url);
  const isKept = request.method === "GET" && origin === location.origin && (pathname === PAGE || FILES.includes(pathname));
  if (!isKept) return;
  event.respondWith(fetch(request).catch(async () => (await caches.match(pathname)) ?? Response.error()));
});
