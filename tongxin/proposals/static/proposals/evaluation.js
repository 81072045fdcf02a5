// Saved at the tap: each answer goes to the server as soon as it is chosen.

const form = document.querySelector("form[data-mark-url]");
const status = form.querySelector("[data-mark-status]");

form.addEventListener("change", async (event) => {
  if (event.target.type !== "radio") return;
  const body = new FormData();
  for (const name of ["csrfmiddlewaretoken", "identity"]) body.append(name, form.elements[name].value);
  body.append(event.target.name, event.target.value);
  try {
    const response = await fetch(form.dataset.markUrl, { method: "POST", body, credentials: "same-origin" });
    status.textContent = response.ok ? form.dataset.markSaved : await response.text();
  } catch {
    status.textContent = form.dataset.markFailed;
  }
});
