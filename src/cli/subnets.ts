import type {CommandContext} from '../support/command.ts';
import {type NetworkOptions, parseInteger, withNetwork} from './options.ts';
import {createProgram, parseProgram} from './program.ts';
import {withSession} from './session.ts';
import {list} from './subnets/list.ts';
import {show} from './subnets/show.ts';

/** Print which subnets can be mined, and what they pay. */
export async function run(context: CommandContext): Promise<void> {
	const program = createProgram(context, {
		name: 'subnets',
		summary: 'what can be mined, and what it pays',
	});
	withNetwork(program.command('list', {isDefault: true}))
		.description('all subnets: the registration price and the miners’ median pay')
		.action(async (options: NetworkOptions) => withSession(context, options, list));
	withNetwork(program.command('show'))
		.description('one subnet and its neurons: their pay, and who is evicted next')
		.argument('<netuid>', 'subnet number', parseInteger({max: 65_535}))
		.action(async (netuid: number, options: NetworkOptions) =>
			withSession(context, options, async session => show(session, netuid)),
		);
	await parseProgram(program, context.argv);
}
