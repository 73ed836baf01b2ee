"""Words of saying: the verbs that bring in what somebody said, by how surely they do."""

# Said of a quotation next to them, these are never anything else; forms are listed because English has few.
SPEECH_VERBS = tuple(
    "said says added adds asked asks told tells replied replies responded responds explained explains insisted insists "
    "argued argues claimed claims noted notes wrote writes tweeted tweets warned warns declared declares recalled "
    "recalls continued continues concluded concludes stated states announced announces admitted admits "
    "acknowledged acknowledges joked jokes quipped quips observed observes remarked remarks suggested suggests stressed "
    "stresses emphasised emphasises emphasized emphasizes maintained maintains countered counters conceded concedes "
    "complained complains urged urges predicted predicts promised promises vowed vows testified testifies "
    "commented comments reiterated reiterates asserted asserts alleged alleges lamented laments exclaimed "
    "shouted whispered posted confirmed confirms denied denies estimated estimates".split()
)

# These take a clause: "NAME said that ...". A verb with other everyday uses ("noted", "continued") is left out.
CLAUSE_VERBS = tuple(
    "said says added adds told tells argued argues claimed claims warned warns insisted insists stressed stresses "
    "emphasised emphasises emphasized emphasizes announced announces acknowledged acknowledges admitted admits denied denies "
    "confirmed confirms alleged alleges asserted asserts maintained maintains believes believed thinks estimated estimates "
    "predicted predicts reiterated explained explains wrote writes noted notes suggested suggests stated states "
    "promised promises vowed vows testified tweeted complained conceded concedes".split()
)

# How one speaker passes on what another one said.
REPORTING = (
    "said|says|told|tells|warned|warns|promised|promises|insisted|insists|assured|informed|replied|responded|admitted|"
    "confirmed|announced|claimed|claims|argued|stated|denied|acknowledged"
)

# Finite verbs that follow a name which is the subject of a sentence, besides those of saying.
VERBS = frozenset(SPEECH_VERBS) | frozenset(
    """is was has had does did will would can could may might must should wants wanted believes believed thinks thought
    knows knew hopes hoped plans planned calls called gave gives made makes took takes came comes went goes got gets
    became becomes began begins ran runs won wins lost loses led leads held holds kept keeps put sets spoke speaks met
    meets left leaves came found finds felt feels saw sees heard hears stood stands sat fell rose grew drew brought
    brings bought sold built spent sent paid faced faces used uses tried tries seemed seems appeared appears looked
    looks offered offers praised praises criticised criticized criticizes attacked attacks accused accuses defended
    defends rejected rejects refused refuses supported supports opposed opposes visited visits joined joins signed signs
    announced returned returns turned turns walked played plays scored scores served serves worked works lived lives
    moved moves died dies killed agreed agrees decided decides pledged pledges vowed vows described describes
    expressed cited cites pointed points responded declined declines embraced endorsed endorses nominated proposed
    proposes released releases raised raises pushed pushes received receives started starts ended ends helped helps
    spearheaded launched launches presented presented took tells repeatedly recently previously""".split()
)
