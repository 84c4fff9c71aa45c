// Runs once for all tabs, and passes on to each what the connection says of it.

import { Connection } from "./connection.js";

const connection = new Connection();

onconnect = ({ ports: [port] }) => {
  const tab = { hear: (name, data) => port.postMessage({ name, data }) };
  port.onmessage = ({ data: [action, state] }) => {
    Object.assign(tab, state);
    if (action === "join") connection.join(tab);
    else if (action === "leave") connection.leave(tab);
    else if (action === "wake") connection.wake();
  };
};
