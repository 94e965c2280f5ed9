/**
Let a chain fail in every way under a running miner and under payments: `npm run test:chaos [-- [--rounds N] [--seed S]]`.

Each round is drawn from its seed, the first from S. A round that fails prints its seed, and what of it is enough to fail.
*/
import process from 'node:process';
import {parseArgs} from 'node:util';
import {execa} from 'execa';

const {values, positionals} = parseArgs({
	options: {
		rounds: {type: 'string', default: '200'},
		seed: {type: 'string', default: '1'},
	},
	allowPositionals: true,
});
for (const [name, value] of Object.entries(values)) {
	if (!/^\d{1,9}$/v.test(value)) {
		throw new RangeError(`\`--${name}\` is a whole number, not \`${value}\``);
	}
}

const env = Object.fromEntries(
	Object.entries(values).map(([name, value]) => [`BTOP_CHAOS_${name.toUpperCase()}`, value]),
);
const {failed} = await execa(
	'vitest',
	['run', '--config', 'test/chaos/vitest.config.ts', ...positionals],
	{preferLocal: true, reject: false, stdio: 'inherit', env},
);
process.exitCode = failed ? 1 : 0;
