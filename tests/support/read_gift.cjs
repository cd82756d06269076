// Reads GIFT from standard input with gift-pegjs, whose folder is the first argument, and writes what it found as JSON.
const { parse } = require(process.argv[2]);
const chunks = [];
process.stdin.on('data', (chunk) => chunks.push(chunk));
process.stdin.on('end', () => {
  try {
    process.stdout.write(JSON.stringify(parse(Buffer.concat(chunks).toString('utf8'))));
  } catch (error) {
    process.stderr.write(`${error.message} ${JSON.stringify(error.location)}`);
    process.exit(1);
  }
});
