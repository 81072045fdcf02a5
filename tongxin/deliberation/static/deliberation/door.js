// A slip's picture leads here with the code behind the number sign: it is put into the field and taken off the address.

const field = document.querySelector("input[data-code]");
const code = decodeURIComponent(location.hash.slice(1));

if (field && /^[0-9a-z-]{12,16}$/.test(code)) {
  field.value = code;
  history.replaceState(null, "", location.pathname);
}
