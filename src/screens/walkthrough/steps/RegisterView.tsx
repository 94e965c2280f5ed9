import {Box} from 'ink';
import type {ReactNode} from 'react';
import type {Facts as WalkthroughFacts} from '../../../onboarding/walkthrough/state.ts';
import {toEqualRegistration} from '../../../payments/equal-command.ts';
import Busy from '../../../ui/draw/Busy.tsx';
import Facts from '../../../ui/draw/Facts.tsx';
import Line from '../../../ui/draw/Line.tsx';
import useLook from '../../../ui/terminal/use-look.ts';
import {wrapCommand} from '../../../ui/draw/wrap.ts';
import {fitBill, toBill} from './bill.ts';
import {chooseCap} from './registration-form.ts';

type Props = {
	readonly facts: WalkthroughFacts;
	/** As typed. */
	readonly cap: string;
	/** Whether the hotkey already has a UID. */
	readonly isMet: boolean;
	/** Milliseconds spent waiting for a UID that is paid for elsewhere. */
	readonly waited: number;
	readonly width: number;
	readonly height: number;
	/** Rows needed by the form. */
	readonly formRows: number;
	/** The fields, and the action that pays. */
	readonly form: ReactNode;
};

/** The bill: the price, the cap, and who would be evicted; then the receipt. */
export default function RegisterView(props: Props) {
	const {facts, cap, isMet, waited, width, height, formRows, form} = props;
	const {theme, glyphs} = useLook();
	const {plan, equal, hasColdkey} = facts;
	const chosen = plan && chooseCap(cap, plan);
	const isElsewhere = hasColdkey === false && !isMet;
	const command =
		!isMet && equal && chosen?.ok
			? wrapCommand(toEqualRegistration({...plan!, cap: chosen.cap}, equal), width)
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
							{bill.isSpacious && <Line text="With btcli:" color={theme.muted} />}
							{bill.command.map((row, index) => (
								<Line key={index} text={row} color={isElsewhere ? theme.accent : theme.muted} />
							))}
						</Box>
					)}
					{isElsewhere && bill.command.length < command.length && (
						<Line text="A larger terminal shows the btcli command." color={theme.warn} />
					)}
				</Box>
			</Box>
			<Box flexDirection="column" flexShrink={0} paddingTop={gap}>
				{form}
				{isElsewhere && <Busy what="Waiting for the UID; continues by itself" elapsed={waited} />}
			</Box>
		</Box>
	);
}
