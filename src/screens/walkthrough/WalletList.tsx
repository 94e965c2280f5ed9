import {Box} from 'ink';
import Choices from '../../ui/Choices.tsx';
import Facts from '../../ui/Facts.tsx';
import Line from '../../ui/Line.tsx';
import useLook from '../../ui/use-look.ts';
import Paragraph from './Paragraph.tsx';
import {describeColdkey, type WalletChoice} from './wallet-choices.ts';

type Props = {
	/** `undefined` until the folder was looked at. */
	readonly choices: readonly WalletChoice[] | undefined;
	/** Which keys are not there although they were named. */
	readonly missing: string | undefined;
	readonly initial: string;
	/** The choice that is looked at. @default The initial one */
	readonly lookedAt: string | undefined;
	readonly width: number;
	readonly height: number;
	readonly isActive: boolean;
	readonly onLook: (id: string) => void;
	readonly onPick: (choice: WalletChoice) => void;
};

/** Rows of the details of a wallet, with the empty one above. */
const detailRows = 4;

/** The wallets that were found, and what can be made. */
export default function WalletList(props: Props) {
	const {choices, missing, initial, lookedAt = initial, width, height, isActive} = props;
	const {onLook, onPick} = props;
	const {theme, glyphs} = useLook();
	if (choices === undefined) {
		return (
			<Line text={`Looking for wallets on this machine${glyphs.ellipsis}`} color={theme.muted} />
		);
	}

	const isEmpty = choices.every(({wallet}) => wallet === undefined);
	const intro = isEmpty
		? 'There is no wallet on this machine yet. Make one: its coldkey pays, its hotkey mines.'
		: 'Whose keys? The coldkey pays and may stay elsewhere; the hotkey mines, here.';
	const looked = choices.find(({id}) => id === lookedAt);
	// The introduction and the row below it, and one to say why a choice cannot be taken.
	const room =
		height - 4 - (missing === undefined || isEmpty ? 0 : 1) - (height > 14 ? detailRows : 0);
	return (
		<Box flexDirection="column">
			{missing !== undefined && !isEmpty && <Paragraph width={width} tone="warn" text={missing} />}
			<Paragraph width={width} text={intro} />
			<Box height={1} flexShrink={0} />
			<Choices
				choices={choices}
				initial={choices.some(({id}) => id === initial) ? initial : undefined}
				width={width}
				height={Math.min(choices.length, room)}
				isActive={isActive}
				onLook={onLook}
				onPick={id => {
					const choice = choices.find(one => one.id === id);
					if (choice) {
						onPick(choice);
					}
				}}
			/>
			{height > 14 && looked?.wallet && (
				<Box flexDirection="column" paddingTop={1}>
					<Facts
						width={width}
						facts={[
							{
								name: 'Coldkey',
								value: `${looked.wallet.coldkey ?? 'not known'}  ${describeColdkey(looked.wallet)}`,
							},
							...(looked.hotkey
								? [{name: 'Hotkey', value: looked.hotkey.ss58 ?? 'not known'}]
								: []),
							{name: 'Folder', value: looked.wallet.path},
						]}
					/>
				</Box>
			)}
		</Box>
	);
}
