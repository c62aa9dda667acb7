// Stands in for the native logger @vscode/spdlog in the fetched VS Code.
// The exports are assigned one by one: VS Code imports this as an ES module, and Node finds their names by reading the text.
const fs = require('fs');

class Logger {
  /**
   * @param {string} name
   * @param {string} file
   */
  constructor(name, file) {
    this.name = name;
    this.file = file;
    this.level = 2;
  }
  /**
   * @param {string} level
   * @param {string} text
   */
  write(level, text) {
    try {
      fs.appendFileSync(this.file, `${new Date().toISOString()} [${level}] ${text}\n`);
    } catch {
      // A log that cannot be written is no reason to stop the editor.
    }
  }
  /** @param {number} level */
  setLevel(level) {
    this.level = level;
  }
  getLevel() {
    return this.level;
  }
  setPattern() {}
  clearFormatters() {}
  flush() {}
  drop() {}
}
for (const level of ['trace', 'debug', 'info', 'warn', 'error', 'critical']) {
  Object.assign(Logger.prototype, {
    /**
     * @this {Logger}
     * @param {string} text
     */
    [level](text) {
      this.write(level, text);
    },
  });
}

/**
 * @param {string} name
 * @param {string} file
 */
const createLogger = async (name, file) => new Logger(name, file);

exports.version = 0;
exports.setLevel = () => {};
exports.setFlushOn = () => {};
exports.shutdown = () => {};
exports.Logger = Logger;
exports.createRotatingLogger = createLogger;
exports.createAsyncRotatingLogger = createLogger;
