// Says in the page that a passkey was not used; allauth's scripts only tell the console.
document.addEventListener("allauth.error", (event) => {
  event.preventDefault();
  const words = document.getElementById("passkey-failed").content.cloneNode(true);
  document.getElementById("messages").replaceChildren(words);
});
