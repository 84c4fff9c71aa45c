// Eleventy's server listens on every interface and has no setting for that. A
// benchmark is nobody else's business, so node loads this first.
const { Server } = require("node:net");

const listen = Server.prototype.listen;
Server.prototype.listen = function (options, ...rest) {
  return listen.call(this, { ...options, host: "127.0.0.1" }, ...rest);
};
