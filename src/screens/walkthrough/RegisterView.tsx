import {Box} from 'ink';
import type {ReactNode} from 'react';
import type {Facts as WalkthroughFacts} from '../../steps/walkthrough/state.ts';
import {toEqualCommand} from '../../steps/equal-command.ts';
import Busy from '../../ui/Busy.tsx';
import Facts from '../../ui/Facts.tsx';
import Line from '../../ui/Line.tsx';
import useLook from '../../ui/use-look.ts';
import {toBill} from './bill.ts';
import {chooseCap} from './registration-form.ts';
import {wrapCommand} from './wrap.ts';

type Props = {
	readonly facts: WalkthroughFacts;
	/** As it was typed. */
	readonly cap: string;
	/** Whether there is a UID already. */
	readonly isMet: boolean;
	/** Milliseconds for which a UID is waited for that is paid elsewhere. */
	readonly waited: number;
	readonly width: number;
	readonly height: number;
	/** What is typed, and the choice that pays. */
	readonly form: ReactNode;
};

/** The bill: what registering costs, what holds it down, and who makes room; then the receipt. */
export default function RegisterView({facts, cap, isMet, waited, width, height, form}: Props) {
	const {theme, glyphs} = useLook();
	const {plan, equal, hasColdkey} = facts;
	const chosen = plan && chooseCap(cap, plan);
	const isElsewhere = hasColdkey === false && !isMet;
	// Where it is paid elsewhere, the command matters more than the purse.
	const isShort = height < 14;
	const command =
		!isMet && equal && chosen?.ok && (isElsewhere || !isShort)
			? toEqualCommand({isCapped: plan!.isCapped, cap: chosen.cap}, equal)
			: undefined;
	const bill = toBill({facts, cap, isMet, ellipsis: glyphs.ellipsis}).filter(
		({name}) => !(isShort && isElsewhere && ['Fee', 'Balance'].includes(name)),
	);
	return (
		<Box flexDirection="column" maxHeight={height}>
			<Box flexDirection="column" flexShrink={1} overflow="hidden">
				<Box flexDirection="column" flexShrink={0}>
					<Facts facts={bill} width={width} />
					{chosen?.ok === false && !isMet && (
						<Box flexDirection="column" flexShrink={0} paddingTop={isShort ? 0 : 1}>
							<Line text={`No command of btcli does it: ${chosen.why}.`} color={theme.muted} />
						</Box>
					)}
					{command !== undefined && (
						<Box flexDirection="column" flexShrink={0} paddingTop={isShort ? 0 : 1}>
							{!isShort && <Line text="The same with btcli:" color={theme.muted} />}
							{wrapCommand(command, width).map((row, index) => (
								<Line key={index} text={row} color={isElsewhere ? theme.accent : theme.muted} />
							))}
						</Box>
					)}
				</Box>
			</Box>
			<Box flexDirection="column" flexShrink={0} paddingTop={isShort ? 0 : 1}>
				{form}
				{isElsewhere && <Busy what="Waiting for the UID; it goes on by itself" elapsed={waited} />}
			</Box>
		</Box>
	);
}
