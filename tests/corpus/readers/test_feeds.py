import pytest

from corpus.readers.feeds import read_feed, read_saved_feed
from corpus.readers.reading import BadFeed, Found, Rejection

TEXT = "Kenya and Tanzania failed to agree on a common tariff for maize after two days of talks in Arusha."
RSS = f"""<?xml version="1.0"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"
 xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel><title>The Hindu</title><language>en-in</language>
<item><title>Talks &amp; maize</title><link>https://www.thehindu.com/maize</link>
<dc:creator>Amina Juma</dc:creator>
<pubDate>Tue, 14 Mar 2023 18:40:00 IST</pubDate><description>Talks fail</description>
<content:encoded><![CDATA[<p>{TEXT}</p>
<p>“We shall see,” Finance Minister Amina Otieno said.</p>]]></content:encoded></item>
<item><title>Only a teaser</title><link>https://www.thehindu.com/teaser</link>
<description>Talks fail</description></item>
</channel></rss>""".encode()
ATOM = f"""<feed xmlns="http://www.w3.org/2005/Atom"><title>Lakeside</title><entry><title>Talks</title>
<link rel="alternate" href="/maize"/><updated>2023-03-14T18:40:00+03:00</updated>
<author><name>Amina Juma</name></author>
<content type="html">&lt;p&gt;{TEXT}&lt;/p&gt;</content></entry></feed>""".encode()


def test_an_entry_that_carries_its_article_is_read_whole() -> None:
    first, second = read_saved_feed(RSS, "feed.xml")
    assert isinstance(first, Found)
    article = first.article
    assert (article.headline, article.byline, article.outlet) == ("Talks & maize", "Amina Juma", "The Hindu")
    assert TEXT in article.text
    assert isinstance(second, Rejection)
    assert "ontherecord add https://www.thehindu.com/teaser" in second.reason


def test_ist_in_an_indian_feed_is_indian_time() -> None:
    first, _ = read_saved_feed(RSS, "feed.xml")
    assert isinstance(first, Found)
    assert first.article.published
    assert first.article.published.moment == "2023-03-14T18:40:00+05:30"


def test_links_are_made_whole_by_the_feeds_own_address() -> None:
    (entry,) = read_feed(ATOM, "https://lakeside.example/feed.atom")
    assert entry.given.url == "https://lakeside.example/maize"
    assert entry.given.published == ("2023-03-14T18:40:00+03:00",)


def test_a_feed_cut_off_in_the_middle_gives_what_came() -> None:
    assert len(read_feed(RSS[: RSS.index(b"<item><title>Only") + 10], "feed.xml")) >= 1


@pytest.mark.parametrize("feed", [b"", b"<rss></rss>", b"<html><body>no feed</body></html>", b"\x00\x01", b"hello"])
def test_what_has_no_entries_is_no_feed(feed: bytes) -> None:
    with pytest.raises(BadFeed):
        read_feed(feed, "feed.xml")
