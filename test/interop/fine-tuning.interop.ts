import {Buffer} from 'node:buffer';
import {mkdir, readFile, symlink, writeFile} from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';
import {execa} from 'execa';
import {afterAll, beforeAll, expect, test} from 'vitest';
import {entry} from '../helpers/btop.ts';
import {type DevnetProcess, startDevnetProcess} from '../helpers/chain/devnet-process.ts';
import {makeTemporaryFolder} from '../helpers/temporary-folder.ts';
import {until} from '../helpers/until.ts';

const {BTOP_INTEROP_MODELS: python} = process.env;
let devnet: DevnetProcess;
let folder: string;

beforeAll(async () => {
	devnet = await startDevnetProcess();
	folder = await makeTemporaryFolder('fine-tuning');
	await mkdir(path.join(folder, 'bin'));
	const btop = `#!/bin/sh\nexec '${process.execPath}' '${entry}' "$@"\n`;
	await writeFile(path.join(folder, 'bin', 'btop'), btop, {mode: 0o755});
	for (const name of ['models', 'scripts']) {
		await symlink(path.resolve(name), path.join(folder, name));
	}
});

afterAll(async () => {
	await run('btop stop');
	await devnet.stop();
});

/** Run commands of the page, as an operator would in the checkout, with a home and a devnet of their own. */
async function run(commands: string): Promise<string> {
	const {stdout} = await execa('bash', ['-euc', commands], {
		cwd: folder,
		extendEnv: false,
		stdin: 'ignore',
		env: {
			PATH: [path.join(folder, 'bin'), path.dirname(process.execPath), process.env.PATH].join(':'),
			HOME: folder,
			PYTHONDONTWRITEBYTECODE: '1',
			BTOP_HOME: path.join(folder, 'home'),
			BT_NETWORK: devnet.url,
			BT_WALLET_PATH: path.join(folder, 'wallets'),
		},
	});
	return stdout;
}

const readPlace = (said: string) => Number(/^place +(?<place>\d+) /mv.exec(said)?.groups?.place);

/** Wait until the miner's rank is as it should be. */
const waitForRank = async (isReached: (rank: number) => boolean) =>
	until(
		async () => {
			const [{rank, queries}] = JSON.parse(await run('btop status --json')).miners;
			return queries.answered > 0 && rank !== null && isReached(rank);
		},
		{interval: 1000},
	);

// Training takes half a minute of a processor, and epochs pass.
const timeout = 1_800_000;

test.skipIf(python === undefined)(
	'the page leads from the middle to the top',
	{timeout},
	async () => {
		const page = await readFile('docs/fine-tuning.md', 'utf8');
		const [install, draw, train, mine, evaluate, refine, compare, replace, ...rest] = page
			.split('```sh\n')
			.slice(1)
			.map(block => block.split('```', 1)[0]!);
		expect(rest).toEqual([]);
		// What the first commands install is in the cache.
		expect(install).toContain('~/btop-models');
		await symlink(path.dirname(path.dirname(python!)), path.join(folder, 'btop-models'));

		await run(draw!);
		await run(train!);
		await run(mine!);
		const first = readPlace(await run(evaluate!));
		expect(first).toBeGreaterThanOrEqual(3);
		expect(first).toBeLessThanOrEqual(5);
		await waitForRank(rank => rank >= 3);

		expect(await run(refine!)).toMatch(
			/^second\/digits\.onnx: 0\.[89]\d+ of 4000 set aside are right, /mv,
		);
		const compared = await run(compare!);
		expect(compared).toContain('second is better by');
		expect(readPlace(compared)).toBe(1);
		await run(replace!);
		await waitForRank(rank => rank === 1);
	},
);

test.skipIf(python === undefined).each([
	['{"pixels": "AAAA", "label": 1}', 'bad.jsonl:1 is not a picture of 28 x 28 bytes'],
	['no JSON', 'bad.jsonl:1 is not an example'],
	[
		JSON.stringify({pixels: Buffer.alloc(784).toString('base64'), label: 10}),
		'bad.jsonl:1 has no label from 0 to 9',
	],
])('examples that cannot be used are refused with their line', async (line, said) => {
	await writeFile(path.join(folder, 'bad.jsonl'), `${line}\n`);

	await expect(
		run(
			`'${python!}' scripts/models/refine.py --examples bad.jsonl --layers 'flatten, dense 10' --to bad.onnx`,
		),
	).rejects.toThrow(said);
});
