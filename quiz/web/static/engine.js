// The transport: a message goes to the engine of this machine, its reply comes back. One at a time, in order.

let last = Promise.resolve();

export function send(message) {
  const sent = last.then(() => passed(message));
  last = sent.catch(() => undefined);
  return sent;
}

async function passed(message) {
  const response = await fetch("/message", {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    credentials: "same-origin",
    body: JSON.stringify({ version: 2, ...message }),
  });
  if (!response.ok) throw new Error(`status ${response.status}`);
  return response.json();
}
