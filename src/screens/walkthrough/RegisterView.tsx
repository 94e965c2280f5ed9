import {Box} from 'ink';
import type {ReactNode} from 'react';
import type {Facts as WalkthroughFacts} from '../../steps/walkthrough/state.ts';
import {toEqualCommand} from '../../steps/equal-command.ts';
import Busy from '../../ui/Busy.tsx';
import Facts from '../../ui/Facts.tsx';
import Line from '../../ui/Line.tsx';
import useLook from '../../ui/use-look.ts';
import {fitBill, toBill} from './bill.ts';
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
	/** How many of its rows the form takes. */
	readonly formRows: number;
	/** What is typed, and the choice that pays. */
	readonly form: ReactNode;
};

/** The bill: what registering costs, what holds it down, and who makes room; then the receipt. */
export default function RegisterView(props: Props) {
	const {facts, cap, isMet, waited, width, height, formRows, form} = props;
	const {theme, glyphs} = useLook();
	const {plan, equal, hasColdkey} = facts;
	const chosen = plan && chooseCap(cap, plan);
	const isElsewhere = hasColdkey === false && !isMet;
	const command =
		!isMet && equal && chosen?.ok
			? wrapCommand(toEqualCommand({isCapped: plan!.isCapped, cap: chosen.cap}, equal), width)
			: [];
	const bill = fitBill(toBill({facts, cap, isMet, ellipsis: glyphs.ellipsis}), command, {
		room: height - formRows - (isElsewhere ? 1 : 0),
		needsCommand: isElsewhere,
	});
	const gap = bill.isSpacious ? 1 : 0;
	return (
		<Box flexDirection="column" maxHeight={height}>
			<Box flexDirection="column" flexShrink={1} overflow="hidden">
				<Box flexDirection="column" flexShrink={0}>
					<Facts facts={bill.facts} width={width} />
					{bill.command.length > 0 && (
						<Box flexDirection="column" flexShrink={0} paddingTop={gap}>
							{bill.isSpacious && <Line text="The same with btcli:" color={theme.muted} />}
							{bill.command.map((row, index) => (
								<Line key={index} text={row} color={isElsewhere ? theme.accent : theme.muted} />
							))}
						</Box>
					)}
					{isElsewhere && bill.command.length < command.length && (
						<Line text="A larger terminal shows the command of btcli." color={theme.warn} />
					)}
				</Box>
			</Box>
			<Box flexDirection="column" flexShrink={0} paddingTop={gap}>
				{form}
				{isElsewhere && <Busy what="Waiting for the UID; it goes on by itself" elapsed={waited} />}
			</Box>
		</Box>
	);
}
