import type {Draft} from '../../steps/walkthrough/state.ts';
import FormPage from './FormPage.tsx';
import type {FormItem} from './form-items.ts';
import {countWords, whyNot, type Typed} from './wallet-form.ts';

type Props = Omit<Typed, 'kind'> & {
	readonly kind: 'new' | 'restore' | 'hotkey';
	/** What was there before anything was typed. */
	readonly suggested: Partial<Draft>;
	readonly width: number;
	readonly isActive: boolean;
	readonly onFocus: (kind: FormItem['kind']) => void;
	readonly onEdit: (changes: Partial<Draft>) => void;
	readonly onPassword: (password: string) => void;
	readonly onAgain: (password: string) => void;
	readonly onMnemonic: (mnemonic: string) => void;
	readonly onMake: () => void;
};

/** What a wallet, or a hotkey for one, is made from. */
export default function WalletForm(props: Props) {
	const {kind, draft, isReal, password, mnemonic, width, isActive, onFocus, onMake} = props;
	const isPlain = password === '' && !isReal;
	return (
		<FormPage
			text={intros(draft.wallet)[kind]}
			width={width}
			isActive={isActive}
			onFocus={onFocus}
			items={[
				...fieldsOf(props),
				{
					kind: 'action',
					id: 'make',
					label: {
						new: 'Make the wallet',
						restore: 'Restore the wallet',
						hotkey: 'Make the hotkey',
					}[kind],
					detail: isPlain && kind !== 'hotkey' ? 'not encrypted, without a password' : '',
					disabled: whyNot({...props, mnemonic}),
					onPick: onMake,
				},
			]}
		/>
	);
}

const intros = (wallet: string) => ({
	new: 'Twelve words will be shown once: they give both keys back. The password encrypts the coldkey on this disk.',
	restore:
		'The words give back the coldkey, and the hotkey that btop made under the same name. They are not shown while you write them.',
	hotkey: `Another hotkey for ${wallet}, from 12 words of its own. It is not encrypted, since a miner starts with nobody there.`,
});

function fieldsOf(props: Props): readonly FormItem[] {
	const {kind, draft, suggested, isReal, password, again, mnemonic} = props;
	const {onEdit, onPassword, onAgain, onMnemonic} = props;
	const hotkey: FormItem = {
		kind: 'field',
		id: 'hotkey',
		label: kind === 'hotkey' ? 'Name' : 'Hotkey',
		value: draft.hotkeyName,
		suggestion: suggested.hotkeyName,
		placeholder: 'a name for the key that mines',
		onChange(value) {
			onEdit({hotkeyName: value});
		},
	};
	if (kind === 'hotkey') {
		return [hotkey];
	}

	return [
		...(kind === 'restore'
			? [
					{
						kind: 'field' as const,
						id: 'words',
						label: 'Words',
						value: mnemonic,
						isSecret: true,
						placeholder: 'write or paste them, in their order',
						note: countWords(mnemonic) === 1 ? '1 word' : `${countWords(mnemonic)} words`,
						onChange: onMnemonic,
					},
				]
			: []),
		{
			kind: 'field',
			id: 'wallet',
			label: 'Wallet',
			value: draft.wallet,
			suggestion: suggested.wallet,
			placeholder: 'a name for the wallet',
			onChange(value) {
				onEdit({wallet: value});
			},
		},
		hotkey,
		{
			kind: 'field',
			id: 'password',
			label: 'Password',
			value: password,
			isSecret: true,
			placeholder: isReal ? 'it is needed: real TAO is at stake' : 'empty: play keys need none',
			onChange: onPassword,
		},
		{
			kind: 'field',
			id: 'again',
			label: 'Once more',
			value: again,
			isSecret: true,
			onChange: onAgain,
		},
	];
}
