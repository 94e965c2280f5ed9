/**
Run the tests, with type check and lint beside them: `npm test [-- FILES…]`. Tests often wait for a chain's next block, and lint takes what they leave of two cores.
*/
import process from 'node:process';
import {execa} from 'execa';

const options = {preferLocal: true, reject: false} as const;
const check = execa('npm', ['run', '--silent', 'check'], {...options, all: true});
const tests = execa('vitest', ['run', ...process.argv.slice(2)], {...options, stdio: 'inherit'});
const [checked, tested] = await Promise.all([check, tests]);

console.log(checked.failed ? checked.all : 'Types and lint are fine.');
process.exitCode = checked.failed || tested.failed ? 1 : 0;
