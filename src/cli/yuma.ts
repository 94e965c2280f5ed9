import {readFile} from 'node:fs/promises';
import {getSystemErrorMessage} from 'node:util';
import {correction} from '../devnet/yuma/fields.ts';
import {runEpoch} from '../devnet/yuma/epoch.ts';
import {parseYumaInput} from '../devnet/yuma/parse.ts';
import type {YumaResult} from '../devnet/yuma/types.ts';
import type {CommandContext} from '../support/command.ts';
import {UsageError} from '../support/errors.ts';
import {homeOption} from './options.ts';
import {createOutput} from './output.ts';
import {createProgram, parseProgram} from './program.ts';
import {table} from './table.ts';

type Options = {readonly json?: boolean};

const fileHelp = `
FILE holds one object:
  stake                  rao of each UID, as strings
  weights                for each UID a list of pairs [uid, weight], weights up to 65535
  block                  the block that the epoch ends with
  params                 kappa, bonds_moving_avg, activity_cutoff, max_validators, yuma_version (2 or 3),
                         and if they are to differ: liquid_alpha, alpha_low, alpha_high, emission
  bonds                  as weights; none if left out
  validator_permit       for each UID true or false; all true if left out
  last_update            for each UID a block; all \`block\` if left out
  block_at_registration  for each UID a block; all 0 if left out`;

/**
Print what one consensus epoch makes of the stake and weights in a file.

@throws {UsageError} If the file cannot be read or says something an epoch cannot be run over.
*/
export async function run(context: CommandContext): Promise<void> {
	const program = createProgram(context, {
		name: 'yuma',
		summary:
			'Run one consensus epoch over the stake and weights in FILE, in the chain’s own arithmetic.',
	})
		.argument('<file>', 'JSON: stake, weights, block, params and what else the chain knew')
		.option('--json', 'print one JSON object')
		.addOption(homeOption('accepted, as by every command; nothing is kept there'))
		.addHelpText('after', fileHelp)
		.action(async (file: string, {json}: Options) => {
			const result = runEpoch(parseYumaInput(await readJson(file)));
			createOutput({...context, json}).result(pick(result), toLines(result));
		});
	await parseProgram(program, context.argv);
}

async function readJson(file: string): Promise<unknown> {
	let text: string;
	try {
		text = await readFile(file, 'utf8');
	} catch (error) {
		const {code, errno, message} = error as NodeJS.ErrnoException;
		const reason = errno === undefined ? message : getSystemErrorMessage(errno);
		throw new UsageError(
			`\`${file}\` cannot be read: ${code === 'EISDIR' ? 'it is a folder' : reason}`,
			{fix: 'Give the file that holds the stake and the weights.', cause: error},
		);
	}

	try {
		return JSON.parse(text);
	} catch (error) {
		throw new UsageError(`\`${file}\` holds no JSON: ${(error as SyntaxError).message}`, {
			fix: correction,
			cause: error,
		});
	}
}

/** What the object printed holds, in its order. */
const printed = [
	'active',
	'validatorPermit',
	'consensus',
	'incentive',
	'dividends',
	'rank',
	'trust',
	'validatorTrust',
	'emission',
	'bonds',
] as const;

const pick = (result: YumaResult) => Object.fromEntries(printed.map(name => [name, result[name]]));

function toLines(result: YumaResult): readonly string[] {
	const right = (title: string) => ({title, align: 'right'}) as const;
	return table(
		[
			right('uid'),
			{title: 'active'},
			{title: 'validates'},
			right('consensus'),
			right('incentive'),
			right('dividends'),
			right('trust'),
			right('validator trust'),
			right('emission (rao)'),
		],
		result.active.map((active, uid) => [
			String(uid),
			yesOrNo(active),
			yesOrNo(result.validatorPermit[uid] === true),
			...[
				result.consensus,
				result.incentive,
				result.dividends,
				result.trust,
				result.validatorTrust,
			].map(shares => toShare(shares[uid]!)),
			String(result.emission[uid]),
		]),
	);
}

const yesOrNo = (value: boolean) => (value ? 'yes' : 'no');

const toShare = (stored: number) => (stored / 65_535).toFixed(5);
