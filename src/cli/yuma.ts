import {getSystemErrorMessage} from 'node:util';
import {correction} from '../devnet/yuma/fields.ts';
import {runEpoch} from '../devnet/yuma/epoch.ts';
import {parseYumaInput} from '../devnet/yuma/parse.ts';
import type {YumaResult} from '../devnet/yuma/types.ts';
import type {CommandContext} from '../support/command.ts';
import {PathError, UsageError} from '../support/errors.ts';
import {readTextFile} from '../support/files/regular-file.ts';
import {homeOption} from './options.ts';
import {createOutput} from './output.ts';
import {createProgram, parseProgram} from './program.ts';
import {right, table} from './table.ts';

type Options = {readonly json?: boolean};

const fileHelp = `
FILE holds one object:
  stake                  rao of each UID, as strings
  weights                for each UID a list of pairs [uid, weight], weights up to 65535
  block                  the block that the epoch ends with
  params                 kappa, bonds_moving_avg, activity_cutoff, max_validators, yuma_version (2 or 3),
                         and optionally liquid_alpha, alpha_low, alpha_high, emission
  bonds                  like weights; none if left out
  validator_permit       for each UID true or false; all true if left out
  last_update            for each UID a block; all \`block\` if left out
  block_at_registration  for each UID a block; all 0 if left out`;

/**
Print the outcome of one consensus epoch over the stake and weights in a file.

@throws {UsageError} If the file cannot be read, or its values are not valid for an epoch.
*/
export async function run(context: CommandContext): Promise<void> {
	const program = createProgram(context, {
		name: 'yuma',
		summary:
			'run one consensus epoch over the stake and weights in FILE, in the chain’s own arithmetic',
	})
		.argument('<file>', 'JSON: stake, weights, block, params and more')
		.option('--json', 'print one JSON object')
		.addOption(homeOption('accepted for consistency; nothing is stored there'))
		.addHelpText('after', fileHelp)
		.action(async (file: string, {json}: Options) => {
			const result = runEpoch(parseYumaInput(await readJson(file)));
			createOutput({...context, json}).result(pick(result), toLines(result));
		});
	await parseProgram(program, context.argv);
}

/** Some 256 UIDs with weights and bonds for all others take a tenth of these bytes. */
const largestInput = 33_554_432;

async function readJson(file: string): Promise<unknown> {
	let text: string;
	try {
		text = await readTextFile(file, {limit: largestInput});
	} catch (error) {
		throw new UsageError(`\`${file}\` cannot be read: ${describeFailure(error)}`, {
			fix: 'Pass the file that holds stake and weights.',
			cause: error,
		});
	}

	try {
		return JSON.parse(text);
	} catch (error) {
		throw new UsageError(`\`${file}\` is not JSON: ${(error as SyntaxError).message}`, {
			fix: correction,
			cause: error,
		});
	}
}

function describeFailure(error: unknown) {
	if (error instanceof PathError) {
		return error.problem;
	}

	const {errno, message} = error as NodeJS.ErrnoException;
	return errno === undefined ? message : getSystemErrorMessage(errno);
}

/** Fields of the printed object, in order. */
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
