import {readFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {expect, test} from 'vitest';
import {btop, parseOnly} from '../helpers/btop.ts';
import {makeTemporaryFolder} from '../helpers/temporary-folder.ts';

test('the version is that of the package', async () => {
	const {version} = JSON.parse(await readFile('package.json', 'utf8')) as {
		readonly version: string;
	};

	expect(await btop(['--version'])).toEqual({code: 0, stdout: `${version}\n`, stderr: ''});
});

test('help names every command, and every command has help', async () => {
	const {code, stdout} = await btop(['--help']);
	expect(code).toBe(0);
	const names = Array.from(
		stdout.matchAll(/^ {2}(?<name>[a-z]+) {2}/gmv),
		({groups}) => groups!.name!,
	);
	expect(names).toEqual(expect.arrayContaining(['quickstart', 'wallet', 'mine', 'devnet', 'yuma']));

	for (const name of names) {
		const help = await btop([name, '--help']);
		expect(help).toMatchObject({code: 0, stderr: ''});
		expect(help.stdout).toContain('Usage: ');
	}
}, 120_000);

test.each(['wallet', 'subnets', 'axon', 'models'])(
	'help of `%s` names its words, and every word has help',
	async group => {
		const {stdout} = await btop([group, '--help']);
		const words = Array.from(
			stdout.slice(stdout.indexOf('Commands:')).matchAll(/^ {2}(?<word>[a-z]+) \[options\]/gmv),
			({groups}) => groups!.word!,
		);
		expect(words.length).toBeGreaterThan(1);

		for (const word of words) {
			const help = await btop([group, word, '--help']);
			expect(help).toMatchObject({code: 0, stderr: ''});
			expect(help.stdout).toContain(`Usage: btop ${group} ${word} [options]`);
			expect(help.stdout).toContain('--json');
			expect(help.stdout).toContain('--home');
		}
	},
);

test('help marks what must be given', async () => {
	const transfer = await btop(['wallet', 'transfer', '--help']);
	expect(transfer.stdout).toContain('recipient address (required)');
	expect(transfer.stdout).not.toContain('answer yes to every question (required)');

	const register = await btop(['register', '--help']);
	expect(register.stdout).toContain('subnet number (required)');
});

test.each([
	['a command that is none', ['dig']],
	['a name that objects have', ['constructor']],
	['an option that is none', ['status', '--loud']],
	['a word too many', ['earnings', 'now']],
	['a value that is none', ['devnet', '--port', '70000']],
	['an option without its value', ['register', '--netuid']],
	['an option that is missing', ['register']],
	['a group without a word that it knows', ['wallet', 'steal']],
	[
		'an amount that is none',
		[
			'wallet',
			'transfer',
			'--to',
			'5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY',
			'--amount',
			'1e3',
		],
	],
	['an address that is none', ['wallet', 'balance', '--address', '5Grw']],
	[
		'a plain coldkey for real money',
		['wallet', 'new', '--plain', '--network', 'finney', '--home', tmpdir()],
	],
	['a file that is none', ['yuma', '/nonexistent']],
	['a home without a name', ['earnings', '--home', '']],
	['a home without a name where none is needed', ['yuma', 'FILE', '--home=']],
	['a network that is none', ['subnets', '--network', 'finey']],
	['a network by a name that objects have', ['subnets', '--network', 'constructor']],
])('%s is wrong usage', async (_case, argv) => {
	const ended = await btop([...argv, '--json']);

	expect(ended.code).toBe(2);
	expect(parseOnly(ended)).toEqual({
		ok: false,
		error: {
			code: 'usage',
			message: expect.any(String),
			fix: expect.any(String),
		},
	});
	const {code, stdout, stderr} = await btop(argv);
	expect([code, stdout]).toEqual([2, '']);
	expect(stderr).toMatch(/^btop: /v);
});

test.each(['--json=true', '--jsonl', '--json-lines'])(
	'whoever writes `%s` is told in JSON that it is no option',
	async word => {
		const ended = await btop(['status', word]);

		expect(ended).toMatchObject({code: 2, stderr: ''});
		expect(parseOnly(ended)).toMatchObject({ok: false, error: {code: 'usage'}});
	},
);

test('a value that a subcommand refuses is explained, with where to read more', async () => {
	const {code, stderr} = await btop([
		'wallet',
		'unstake',
		'--netuid',
		'3',
		'--slippage',
		'0.000001',
	]);

	expect(code).toBe(2);
	expect(stderr).toContain('at most 4 decimals');
	expect(stderr).toContain('See `btop wallet unstake --help`.');
});

test('`start` without a terminal explains itself by that name', async () => {
	const {stdout} = await btop(['start', '--help']);

	expect(stdout).toMatch(/^Usage: btop start /v);
});

test('a word that is nearly an option is answered on one line', async () => {
	const {stderr} = await btop(['status', '--jso']);

	expect(stderr).toBe(
		'btop: unknown option `--jso` (Did you mean --json?)\n  See `btop status --help`.\n',
	);
});

test.each([
	[['stauts'], 'unknown command `stauts` (Did you mean status?)', 'btop --help'],
	[
		['transfer', '--to', '5X'],
		'unknown command `transfer` (Did you mean wallet transfer?)',
		'btop wallet --help',
	],
	[['wallet', 'lst'], 'unknown command `lst` (Did you mean list?)', 'btop wallet --help'],
	[['models', 'lst'], 'unknown command `lst` (Did you mean list?)', 'btop models --help'],
	[['subnets', 'shw', '3'], 'unknown command `shw` (Did you mean show?)', 'btop subnets --help'],
	[['subnets', '3'], 'unknown command `3`', 'btop subnets --help'],
	[['engin'], 'unknown command `engin`', 'btop --help'],
])(
	'a word that is nearly a command is answered by that command: %j',
	async (argv, message, help) => {
		const {stderr} = await btop(argv);

		expect(stderr).toBe(`btop: ${message}\n  See \`${help}\`.\n`);
	},
);

test.each([
	['wallet', ['`new`', '`restore`', '`transfer`']],
	['axon', ['`show`', '`set`', '`reset`']],
])('`%s` without its word names the words there are', async (group, words) => {
	for (const argv of [[], ['--json'], ['--home', '/nonexistent']]) {
		const ended = await btop([group, ...argv, '--json']);
		expect(ended.code).toBe(2);
		const {code, message, fix} = parseOnly(ended).error;
		expect({code, message}).toEqual({
			code: 'usage',
			message: `\`btop ${group}\` needs a subcommand`,
		});
		for (const word of words) {
			expect(fix).toContain(word);
		}
	}
});

test('models without a word lists them', async () => {
	const home = await makeTemporaryFolder('program');
	const ended = await btop(['models', '--json'], {env: {BTOP_HOME: home}});

	expect(ended.code).toBe(0);
	expect(parseOnly(ended)).toMatchObject({ok: true, models: expect.any(Array)});
});

test('what stands before the command is not taken for its absence', async () => {
	const ended = await btop(['--json', 'status']);

	expect(ended.code).toBe(2);
	expect(parseOnly(ended)).toMatchObject({ok: false, error: {code: 'usage'}});
});

test('without a command and without a terminal it names quickstart', async () => {
	for (const argv of [[], ['--json']]) {
		const {code, stdout, stderr} = await btop(argv);
		expect(code).toBe(4);
		expect(stdout + stderr).toContain('btop quickstart');
	}

	expect(parseOnly(await btop(['--json']))).toMatchObject({
		ok: false,
		error: {code: 'needs-terminal'},
	});
});

test('a reader that leaves early is no error', async () => {
	const ended = await btop(['--help'], {
		onStart({stdout}) {
			stdout!.destroy();
		},
	});

	expect(ended).toMatchObject({code: 0, stderr: ''});
});
