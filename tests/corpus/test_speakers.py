import pytest
from marked_text import names, speakers, statements_of

from corpus.statement import SpeakerKind

SAID = "<c>said</c> <t>that it rained</t>."


def test_a_surname_stands_for_the_full_name() -> None:
    assert speakers(f"<p>Anna Brandt</p> came. <s><p>Brandt</p></s> {SAID}") == [("Anna Brandt",)]


def test_a_name_is_printed_without_title_and_possessive() -> None:
    assert speakers("<s>Mrs. <p>Anna Brandt</p>'s</s> <c>remark</c> <t>that it rained</t> stung.") == [("Anna Brandt",)]


def test_titles_tell_two_of_a_surname_apart() -> None:
    story = "<p>Anna Marlowe</p> came with <p>David Marlowe</p>. "
    assert speakers(f"{story}<s>Mr. <p>Marlowe</p></s> {SAID}") == [("David Marlowe",)]
    assert speakers(f"{story}<s>Ms. <p>Marlowe</p></s> {SAID}") == [("Anna Marlowe",)]


def test_a_wife_does_not_take_over_the_surname() -> None:
    story = "<p>David Marlowe</p> came. <p>Marlowe</p> spoke. He came with his wife, <p>Anna Marlowe</p>. "
    assert speakers(f"{story}<s><p>Marlowe</p></s> {SAID}") == [("David Marlowe",)]


def test_someone_newly_introduced_takes_over_the_surname() -> None:
    story = "<p>David Marlowe</p> came.\nMinister <p>Ruth Marlowe</p> spoke in parliament. "
    assert speakers(f"{story}<s><p>Marlowe</p></s> {SAID}") == [("Ruth Marlowe",)]


def test_those_who_speak_jointly_are_all_named() -> None:
    marked = f"<s><p>Anna Brandt</p> and <p>Piotr Malik</p></s> {SAID}"
    assert speakers(marked) == [("Anna Brandt", "Piotr Malik")]


@pytest.mark.parametrize(
    "source",
    [
        "<p>Brandt</p>’s lawyer, <p>Clara Winfield</p>,",
        "<p>Clara Winfield</p>, a friend of <p>Anna Brandt</p>,",
        "<p>Brandt</p> campaign manager <p>Clara Winfield</p>",
        "<p>Clara Winfield</p> (who advises <p>Anna Brandt</p>)",
    ],
)
def test_the_speaker_is_the_head_of_the_source(source: str) -> None:
    assert speakers(f"<p>Anna Brandt</p> came. <s>{source}</s> {SAID}") == [("Clara Winfield",)]


@pytest.mark.parametrize(
    ("source", "name", "kind"),
    [
        ("<o>White House</o> officials", "White House officials", SpeakerKind.GROUP),
        ("Some experts", "experts", SpeakerKind.GROUP),
        ("The <o>Harbour Board</o>", "Harbour Board", SpeakerKind.ORGANISATION),
        ("The health ministry", "health ministry", SpeakerKind.ORGANISATION),
        ("A spokeswoman for the <o>Harbour Board</o>", "Harbour Board", SpeakerKind.ORGANISATION),
        ("<g>Norland</g>", "Norland", SpeakerKind.ORGANISATION),
        ("Industry body Ferro", "Ferro", SpeakerKind.ORGANISATION),
        ("<p>Corran</p> & <p>Webb</p>", "Corran & Webb", SpeakerKind.ORGANISATION),
        ("Publisher Corran & Webb", "Corran & Webb", SpeakerKind.ORGANISATION),
        ("The regulator, Ofnet,", "Ofnet", SpeakerKind.ORGANISATION),
        ("The <o>National Union of Students</o>", "National Union of Students", SpeakerKind.ORGANISATION),
        ("The government of <o>Norland</o>, which", "government of Norland", SpeakerKind.ORGANISATION),
        ("The studio, <o>Blue Heron Pictures</o>,", "Blue Heron Pictures", SpeakerKind.ORGANISATION),
        ("The authority on Monday", "authority", SpeakerKind.ORGANISATION),
    ],
)
def test_bodies_and_groups_are_on_record(source: str, name: str, kind: SpeakerKind) -> None:
    text, (statement,) = statements_of(f"<s>{source}</s> {SAID}")
    assert [(speaker.name.of(text), speaker.kind) for speaker in statement.speakers] == [(name, kind)]


@pytest.mark.parametrize("source", ["A spokesman", "The man", "I", "It", "They", "He", "Who", "One"])
def test_nobody_is_guessed(source: str) -> None:
    assert speakers(f"<s>{source}</s> {SAID}") == [()]


def test_a_description_is_the_one_who_has_that_role() -> None:
    story = "US National Security Adviser <p>Jake Sullivan</p> met President <p>Joe Biden</p>. "
    assert speakers(f"{story}<s>The adviser</s> {SAID}") == [("Jake Sullivan",)]


def test_a_description_that_fits_two_is_nobody() -> None:
    story = "Russian President <p>Vladimir Putin</p> met US President <p>Joe Biden</p>. "
    assert speakers(f"{story}<s>The president</s> {SAID}") == [()]
    assert speakers(f"{story}<s>The Russian president</s> {SAID}") == [("Vladimir Putin",)]


def test_it_and_they_go_on_for_the_body_or_group_that_spoke_last() -> None:
    one = f"<s>The <o>Harbour Board</o></s> {SAID} <s>It</s> <c>added</c> <t>that it was late</t>."
    two = f"<s>Experts</s> {SAID} <s>They</s> <c>added</c> <t>that it was late</t>."
    assert speakers(one)[1] == ("Harbour Board",)
    assert speakers(two)[1] == ("experts".title(),)


def test_the_board_is_the_only_one_that_was_named_before() -> None:
    named = "<o>Harbour Board</o> pilots left. "
    other = "<o>Schools Board</o> pupils left. "
    assert speakers(f"{named}<s>The board</s> {SAID}") == [("Harbour Board",)]
    assert speakers(f"<s>The board</s> {SAID} {named}") == [("board",)]
    assert speakers(f"{named}{other}<s>The board</s> {SAID}") == [("board",)]


def test_who_is_the_person_right_before() -> None:
    marked = "<p>Anna Brandt</p>, the mayor of Oststadt, <s>who</s> <c>said</c> <t>it rained</t>, left."
    assert speakers(marked) == [("Anna Brandt",)]


def test_a_participle_speaks_for_the_one_who_opens_the_sentence() -> None:
    assert speakers("<p>Anna Brandt</p> left early, <c>saying</c> <t>that it rained</t>.") == [("Anna Brandt",)]


def test_a_passive_without_source_has_no_speaker() -> None:
    assert speakers("<p>Anna Brandt</p> <c>is expected</c> <t>to resign</t>.") == [()]


def test_a_headline_word_is_no_part_of_the_name() -> None:
    text, (statement,) = statements_of(
        f"<p>Crooked Anna Brandt</p> Speaks.\n<p>Anna Brandt</p> came. <s><p>Brandt</p></s> {SAID}"
    )
    assert names(text, statement.speakers) == ("Anna Brandt",)


def test_a_nickname_in_quotation_marks_is_no_name_to_be_called_by() -> None:
    story = '<p>Robert C. "Bobby" Roe</p> came. <p>Bobby Roe</p> spoke. '
    assert speakers(f"{story}<s><p>Roe</p></s> {SAID}") == [("Bobby Roe",)]


@pytest.mark.parametrize("source", ["The 34-year-old", "The Serb, 29,", "the Rovers striker", "The teenager"])
def test_a_description_without_a_role_is_the_only_person_near(source: str) -> None:
    marked = f"\n<s>{source}</s> {SAID}"
    assert speakers(f"<p>Anna Brandt</p> came.{marked}") == [("Anna Brandt",)]
    assert speakers(f"<p>Anna Brandt</p> met <p>Clara Winfield</p>.{marked}") == [()]
    assert speakers(f"<p>Anna Brandt</p> came.\nIt rained.{marked}") == [()]


@pytest.mark.parametrize("printed", ["Anna Brandt KC", "Dame Anna Brandt MP", "Baroness Anna Brandt"])
def test_titles_and_letters_around_a_name_are_no_part_of_it(printed: str) -> None:
    assert speakers(f"<s><p>{printed}</p></s> {SAID}") == [("Anna Brandt",)]


@pytest.mark.parametrize("printed", ["Anna Brandt (Harwick", "Anna Brandt (Harwick)", "Anna Brandt ("])
def test_what_stands_in_parentheses_after_a_name_is_no_part_of_it(printed: str) -> None:
    assert speakers(f"<s><p>{printed}</p></s> <c>said</c> <t>it had rained</t>.") == [("Anna Brandt",)]


def test_a_verb_after_a_name_is_no_part_of_it() -> None:
    assert speakers(f"<p>Anna Brandt bristles</p> at that. <s>She</s> {SAID}") == [("Anna Brandt",)]


def test_a_given_name_is_taken_in_after_what_its_bearer_does() -> None:
    assert speakers(f"<s>One passenger, schoolteacher Made <p>Suartika</p>,</s> {SAID}") == [("Made Suartika",)]


def test_persons_whom_a_preposition_governs_jointly_do_not_speak() -> None:
    marked = f"<s>The ministers of <p>Estava</p> and <p>Norland</p></s> {SAID}"
    assert speakers(marked) == [("ministers of Estava and Norland",)]


def test_one_capitalised_word_is_an_organisation_if_it_is_one_within_a_sentence() -> None:
    assert speakers(f"All of Pingo was down. <s>Pingo</s> {SAID}") == [("Pingo",)]
    assert speakers(f"All of it was down. <s>Pingo</s> {SAID}") == [()]


def test_a_verb_of_saying_belongs_to_the_name_that_opens_the_sentence() -> None:
    aside = "Captain <p>Anna Brandt</p>, who came late, "
    assert speakers(f"{aside}<c>felt</c> <t>it would rain</t>.") == [("Anna Brandt",)]
    assert speakers(f"{aside}<c>was told</c> <t>it would rain</t>.") == [()]


def test_a_verb_marked_as_part_of_the_source_is_its_cue() -> None:
    text, (statement,) = statements_of("<t>It will rain</t>, <s><p>Anna Brandt</p> writes in the Echo</s>.")
    assert [part.of(text) for part in (statement.source, statement.cue) if part] == ["Anna Brandt", "writes"]


def test_any_verb_after_a_quotation_with_a_comma_says_who_spoke() -> None:
    text, found = statements_of("<s>The envoy</s> <c>said</c> <t>it rained</t>. <t>“We swam,”</t> Anna Brandt laughed.")
    assert [each.cue.of(text) for each in found if each.cue] == ["said", "laughed"]
    assert names(text, found[-1].speakers) == ("Anna Brandt",)


def test_a_source_of_another_sentence_does_not_speak_for_who_opens_this_one() -> None:
    marked = f"<o>Norland</o>, for its part, <c>urged</c> <t>calm</t>. <s><p>Anna Brandt</p></s> {SAID}"
    assert speakers(marked) == [("Norland",), ("Anna Brandt",)]


def test_who_opens_a_sentence_with_a_colon_says_what_follows() -> None:
    marked = f"<s><p>Anna Brandt</p></s> {SAID} <p>Clara Winfield</p> is cautious: <t>“We wait.”</t>"
    assert speakers(marked) == [("Anna Brandt",), ("Clara Winfield",)]
    assert speakers(marked.replace("<p>Clara Winfield</p>", "The rule")) == [("Anna Brandt",)]


def test_a_rank_and_a_calling_before_a_full_name_are_no_part_of_it() -> None:
    assert speakers(f"<s><p>DCI Anna Brandt</p></s> {SAID}") == [("Anna Brandt",)]
    assert speakers(f"<s><p>Groundsman Peter Brandt</p></s> {SAID}") == [("Peter Brandt",)]


def test_an_unknown_verb_before_its_object_makes_a_subject() -> None:
    story = "<s><p>Clara Winfield</p></s> <c>said</c> <t>it rained</t>.\n<p>Anna Brandt</p> accepts the point. "
    assert speakers(f"{story}<s>She</s> <c>notes</c> <t>that it was late</t>.")[-1] == ("Anna Brandt",)


def test_a_court_that_hears_something_does_not_say_it() -> None:
    assert speakers("<t>It rained</t>, <s>the court</s> <c>heard</c>.") == [()]
    assert speakers("<t>It rained</t>, <s>the court</s> <c>was told</c>.") == [()]
    assert speakers("<t>It rained</t>, <s>the court</s> <c>said</c>.") == [("court",)]


@pytest.mark.parametrize(
    ("source", "name"),
    [
        ("A Western diplomat", "Western diplomat"),
        ("One banker", "banker"),
        ("A senior <o>Nordjet</o> executive, who asked not to be named,", "senior Nordjet executive"),
        ("The driver's sister", "driver's sister"),
        ("<p>Otto Berger</p>'s widow", "Otto Berger's widow"),
        ("A <o>Kestrel Air</o> spokesman", "Kestrel Air spokesman"),
    ],
)
def test_somebody_without_a_name_is_on_record_under_the_description(source: str, name: str) -> None:
    text, (statement,) = statements_of(f"<s>{source}</s> {SAID}")
    (speaker,) = statement.speakers
    assert (speaker.name.of(text), speaker.kind) == (name, SpeakerKind.GROUP)


@pytest.mark.parametrize("source", ["The diplomat", "the diplomat"])
def test_a_description_is_taken_up_by_its_last_word(source: str) -> None:
    marked = f"<s>A Western diplomat</s> {SAID} Later <s>{source}</s> {SAID}"
    assert speakers(marked) == [("Western diplomat",), ("Western diplomat",)]


@pytest.mark.parametrize("both", ["each", "both", "jointly"])
def test_two_who_speak_alike_are_both_on_record(both: str) -> None:
    marked = f"<s>Mayors <p>Anna Brandt</p> and <p>Piotr Malik</p> {both}</s> {SAID}"
    assert speakers(marked) == [("Anna Brandt", "Piotr Malik")]


@pytest.mark.parametrize("acted", ["stood up and held out a bolt", "jumped from her seat", "laughed"])
def test_who_has_just_acted_speaks(acted: str) -> None:
    marked = (
        f"<s><p>Anna Brandt</p></s> {SAID} <s>She</s> <c>said</c> <t>it was late</t>. "
        f'Engineer <p>Clara Winfield</p> {acted}. <t>"It came off today,"</t> <s>she</s> <c>said</c>.'
    )
    assert speakers(marked)[-1] == ("Clara Winfield",)


@pytest.mark.parametrize("met", ["met on Sunday", "bought a boat together", "came late"])
def test_he_is_neither_of_two_men_who_act_together(met: str) -> None:
    marked = f"<p>Otto Pike</p> and <p>Karl Reiter</p> {met}. <s>He</s> {SAID}"
    assert speakers(marked) == [()]


def test_she_is_never_he() -> None:
    marked = f"<p>Wexo Tarn</p> came. <s>She</s> {SAID} <p>Otto Pike</p> left. <s>He</s> {SAID}"
    assert speakers(marked) == [("Wexo Tarn",), ("Otto Pike",)]


@pytest.mark.parametrize("name", ["WHO"])
def test_a_body_in_capitals_is_no_pronoun(name: str) -> None:
    assert speakers(f"<s><o>{name}</o></s> {SAID}") == [(name,)]


@pytest.mark.parametrize(
    ("named", "one", "other"),
    [
        ("<p>Anna Brandt</p> and <p>Piotr Malik</p> disagree.", "The former", "The latter"),
        ("The final brings together <p>Anna Brandt</p> and <p>Piotr Malik</p>.", "the former", "the latter"),
        ("<p>Anna Brandt</p> met <p>Piotr Malik</p>. It rained.", "The former", "The latter"),
    ],
)
def test_the_former_and_the_latter_are_the_two_named_last(named: str, one: str, other: str) -> None:
    marked = f"{named} <s>{other}</s> {SAID} <s>{one}</s> {SAID}"
    assert speakers(marked) == [("Piotr Malik",), ("Anna Brandt",)]


@pytest.mark.parametrize("first", ["Isla Strathie", "Otto Brugger", "Carys Vaughan"])
def test_a_name_ends_with_its_sentence(first: str) -> None:
    marked = f'<t>"It rained,"</t> <c>said</c> <s><p>{first}. Ewan Pell</p></s> <c>said</c> <t>it was late</t>.'
    assert speakers(marked) == [(first,), ("Ewan Pell",)]


@pytest.mark.parametrize("kin", ["mother", "grandfather", "widow"])
def test_kin_are_taken_up_by_what_they_are(kin: str) -> None:
    marked = f"His {kin}, <p>Kim Roe</p>, waited. Police left. <s>The {kin}</s> {SAID}"
    assert speakers(marked) == [("Kim Roe",)]


@pytest.mark.parametrize(
    ("both", "first", "second"),
    [
        ("<p>Ada</p> and <p>Otto Quill</p>", "Ada Quill", "Otto Quill"),
        ("Twins <p>Anna</p> & <p>Piotr van der Malik</p>", "Anna van der Malik", "Piotr van der Malik"),
        ("The sisters <p>Ruth</p>, <p>Clara</p> and <p>Maud Lowe Jr.</p>", "Clara Lowe", "Maud Lowe Jr."),
    ],
)
def test_a_surname_printed_once_is_that_of_both(both: str, first: str, second: str) -> None:
    one, other = (name.partition(" ")[0] for name in (first, second))
    marked = f"{both} came. <s><p>{one}</p></s> {SAID} <s><p>{other}</p></s> {SAID}"
    assert speakers(marked) == [(first,), (second,)]


@pytest.mark.parametrize("before", ["Prince <p>Harald</p>", "<p>Merrow</p>", "Sir <p>Ian</p>"])
def test_no_surname_is_shared_with_a_title_or_another_surname(before: str) -> None:
    name = before[before.index("<p>") + 3 : -4]
    assert speakers(f"{before} and <p>Anna Brandt</p> came. <s><p>{name}</p></s> {SAID}") == [(name,)]


@pytest.mark.parametrize("name", ["Dovile Petraityte", "Jolanta-Vita Kalniene", "Sibba Hallsdottir", "Zlata Morozova"])
def test_a_surname_that_only_women_bear_tells_who_she_is(name: str) -> None:
    story = f"<p>{name}</p> and <p>Arturs Kalnins</p> came. "
    assert speakers(f"{story}<s>She</s> {SAID} <s>He</s> {SAID}") == [(name,), ("Arturs Kalnins",)]


@pytest.mark.parametrize("called", ["porter", "baker", "welder"])
def test_what_somebody_does_is_no_part_of_a_marked_name(called: str) -> None:
    assert speakers(f"<s><p>{called} Kwame Asante</p></s> {SAID}") == [("Kwame Asante",)]


@pytest.mark.parametrize("told", ["who uses they/them pronouns, ", "a nonbinary poet, ", "who is non-binary, "])
def test_they_are_one_person_where_the_article_says_so(told: str) -> None:
    story = f"<s><p>Robin Achter</p>, {told}</s> {SAID} <s>They</s> {SAID}"
    assert speakers(story) == [("Robin Achter",), ("Robin Achter",)]
    assert speakers(story.replace(told, "")) == [("Robin Achter",), ()]


def test_a_name_taken_in_marriage_is_the_same_persons() -> None:
    story = "<p>Hedda Solheim-Ruud</p>, who won as <p>Hedda Solheim</p>, retired. "
    assert speakers(f"{story}<s><p>Solheim</p></s> {SAID}") == [("Hedda Solheim-Ruud",)]


@pytest.mark.parametrize(
    "source", ["A parish treasurer, Baltasar Oñate,", "The skipper, Park Dong-hyun,", "His baker, Lin Ro,"]
)
def test_a_name_set_off_by_a_comma_is_the_speaker(source: str) -> None:
    name = source.rstrip(",").partition(", ")[2]
    assert speakers(f"<s>{source}</s> {SAID}") == [(name,)]


@pytest.mark.parametrize("source", ["The complaint, filed on Monday,", "The lawsuit", "Her petition"])
def test_a_document_is_a_speaker(source: str) -> None:
    assert speakers(f"<s>{source}</s> {SAID}") == [(source.split()[1].rstrip(","),)]


@pytest.mark.parametrize("place", ["Bad Zell", "Alte Furt", "Ober Lohn"])
def test_a_place_after_in_is_none_of_two_persons(place: str) -> None:
    story = f"The cup in <p>{place}</p> went to <p>Nora Yul</p>, 71, and <p>Henk Brouwer</p>, 78. "
    assert speakers(f"{story}<s>The latter</s> {SAID}") == [("Henk Brouwer",)]
