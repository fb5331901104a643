//! Pages of the kinds that mail services, web logs and offices make, all of them invented.

use chrono::NaiveDate;
use proptest::prelude::*;

use super::*;
use crate::bulletin::Mark;

/// A line as Markdown would have it: `~` before what belongs to the page, a blank line for a gap.
fn show(line: &Line) -> String {
    let mark = match line.mark {
        Mark::Plain | Mark::Entry | Mark::Rule => String::new(),
        Mark::Bullet(_) => "- ".to_owned(),
        Mark::Number => "1. ".to_owned(),
        Mark::Heading(level) => format!("{} ", "#".repeat(usize::from(level))),
    };
    let (gap, aside) = (if line.gap { "\n" } else { "" }, if line.aside { "~ " } else { "" });
    let (quoted, stars) = (if line.quoted { "> " } else { "" }, if line.strong { "**" } else { "" });
    let links = line.links.iter().map(|link| format!(" [{}]", link.text)).collect::<Vec<_>>().concat();
    format!("{gap}{aside}{}{quoted}{mark}{stars}{}{stars}{links}", " ".repeat(line.indent), line.text)
}

fn check(source: &str, expected: &str) {
    let shown: Vec<_> = lines(source).iter().map(show).collect();
    assert_eq!(shown.join("\n").trim(), expected.trim());
}

#[test]
fn breaks_end_lines_and_blocks_make_gaps() {
    check("<p>One<br>two<br/><br>three</p><div>four</div>", "One\ntwo\n\nthree\n\nfour");
    check("<div>One</div>\n<div><br></div><div>two<div>three</div></div>", "One\n\ntwo\n\nthree");
    check("a <span>b</span>\n c&nbsp;&nbsp;d&mdash;e&#x27;s", "a b c d—e's");
    check("<pre>One\n\n- two\n</pre>", "One\n\n- two");
}

#[test]
fn lists_keep_their_marks_and_depth() {
    check(
        "<ul><li>One<ul><li><p>two</p><p>more</p></li></ul></li><li>three</li></ul><ol><li>four<li>five</ol>",
        "- One\n    - two\n\n    more\n\n  - three\n\n  1. four\n  1. five",
    );
    check("<dl><dt>Kenya<dd>Pray.</dl>", "**Kenya**\n  Pray.");
    check("<p>&bull;&nbsp; Pray.<p>2) Pray on.", "- Pray.\n\n1. Pray on.");
}

#[test]
fn lists_that_only_lead_on_stand_apart() {
    let page = |heading: &str, entries: &str| {
        format!(
            "<h1>Sela</h1><p>Pray for rain on the hills of Sela, for Ada and for Ben.</p><h3>{heading}</h3><ul>{entries}</ul>"
        )
    };
    let links = "<li><a href=/a>Why wells matter</a></li><li><a href=/b>Five ways to help</a></li>";
    let apart = |source: &str| lines(source).iter().filter(|line| line.aside).count();
    assert_eq!(apart(&page("Related stories", links)), 2);
    assert_eq!(apart(&page("Mehr lesen", "<li><a href=/a>Warum Brunnen?</a></li>")), 1);
    assert_eq!(apart(&page("Prayer requests", links)), 0);
    assert_eq!(apart(&page("Gebetsanliegen", links)), 0);
    assert_eq!(apart(&page("News", "<li><a href=/a>Pray for Ada</a></li><li><a href=/b>Ben</a></li>")), 0);
    assert_eq!(
        apart(&page("News", "<li><a href=/a>Ada</a> fell on Monday.</li><li><a href=/b>Ben</a></li>")),
        0
    );
    assert_eq!(apart(&format!("<h1>Sela</h1><ul>{links}</ul>")), 0, "it is all of the page");
}

#[test]
fn a_line_all_emphasised_is_strong() {
    check("<p><b>Asia</b></p><p><b>Ada</b> is well.", "**Asia**\n\nAda is well.");
    check("<style>.n{font-weight:bold}</style><span class=n>Asia</span><br><i>Ah</i>", "**Asia**\n**Ah**");
    check("<b style='font-weight:normal'>Pray.</b>", "Pray.");
}

#[test]
fn headings_quotes_and_rules_are_marks() {
    check("<h1>Pray</h1><h3><img alt='Asia'></h3><hr>x", "# Pray\n\n### Asia\n\n---\n\nx");
    check("<blockquote>He hears.</blockquote><p>Pray for all of us.", "> He hears.\n\nPray for all of us.");
    check(
        "<blockquote style='margin:0 0 0 40px;border:none'>Ada.</blockquote>Pray for rain.",
        "Ada.\n\nPray for rain.",
    );
    check("<blockquote type=cite>All of it.</blockquote>On:", "All of it.\n\nOn:");
    check("<h1><img alt='Hill Clinic Logo'></h1>x", "# Hill Clinic\n\nx");
    check("<p>Look <img alt='unnamed (3).jpg'> here <img class=emoji alt='🙏'>", "Look here 🙏");
    let long = format!("<h3>{}</h3>", "Pray for rain. ".repeat(20));
    assert_eq!(lines(&long)[0].mark, Mark::Plain);
}

#[test]
fn links_of_the_web_are_kept() {
    check(
        "<a href='https://a.example/?x=1&amp;y'>Read <b>on</b></a>. <a href='/b'>b</a>",
        "Read on. b [Read on]",
    );
    check("<a href='HTTP://a.example'>Read<br>on</a> here", "Read [Read]\non here [on]");
    check("<a href='javascript:alert(1)'>x</a><a href='mailto:a@b.example'>y</a>", "x y");
    assert_eq!(
        lines("<a href='https://a.example/?x=1&amp;y'>z</a>")[0].links[0].url.as_deref(),
        Some("https://a.example/?x=1&y")
    );
}

#[test]
fn facts_are_rows_and_layouts_are_cells() {
    check(
        "<table><tr><th>Land<th>Souls<tr><td>Kenya<td>54 million</table>",
        "**Land | Souls**\nKenya | 54 million",
    );
    check("<table><tr><td>Asia<tr><td>Pray for rain.</table>", "Asia\n\nPray for rain.");
    check("<table><tr><td><img src=a><td>Pray for rain.<tr><td><td>Pray.</table>", "Pray for rain.\n\nPray.");
}

#[test]
fn nothing_of_it_steers_a_terminal() {
    check("<p>a&#27;[31mb&#x202e;c&#8203;d</p>", "abcd");
    let url = lines("<a href='https://a.example/\u{1B}]0;x\u{7}'>b</a>")[0].links[0].url.clone();
    assert_eq!(url.as_deref(), Some("https://a.example/"));
}

#[test]
fn a_page_of_only_hidden_words_shows_them() {
    let told = "Pray for the two nurses of the hill clinic. ".repeat(12);
    check(&format!("<div hidden>{told}</div><p>Loading"), &format!("{}\n\nLoading", told.trim()));
    check("<div style='display:none'>Soon</div><p>Pray.", "Pray.");
    check("<div style='opacity:0'>Soon</div><p>Pray.", "Pray.");
    check(&format!("<div style='opacity:0'>{told}</div><p>Pray."), &format!("{}\n\nPray.", told.trim()));
}

#[test]
fn deep_nesting_is_walked() {
    check(&format!("{}Pray.", "<span><b>".repeat(20_000)), "**Pray.**");
    let refused = open(format!("{}Pray.", "<div>".repeat(100_000)).as_bytes()).unwrap_err();
    assert!(refused.to_string().contains("nested deeper"), "{refused}");
}

const MAILCHIMP: &str = r#"<!doctype html><html xmlns:v="urn:schemas-microsoft-com:vml"><head><title>Rain at last</title>
<!--[if gte mso 15]><xml><o:AllowPNG/></xml><![endif]-->
<style>p{margin:10px 0} .mcnPreviewText{display:none !important} @media only screen and (max-width:480px){ .mcnTextContent{display:none} }</style></head>
<body><!--*|IF:MC_PREVIEW_TEXT|*--><!--[if !gte mso 9]><!--><span class="mcnPreviewText" style="display:none;font-size:0px;max-height:0px;opacity:0;mso-hide:all">Three wells &amp; a mule</span><!--<![endif]-->
<center><table id="bodyTable" role="presentation"><tr><td id="templatePreheader"><a href="https://mail.example/v">View this email in your browser</a></td></tr>
<tr><td id="templateHeader"><img alt="" src="a.png"></td></tr>
<tr><td id="templateBody"><table class="mcnTextBlock"><tbody><tr><td class="mcnTextContent">
<!--[if mso]><table><tr><td width="300"><![endif]-->
<h1>Hill Clinic prayers</h1><p style="text-align:center"><span style="font-size:14px">May 4,&nbsp;2019&#8203;</span></p>
<h3 class="null"><span style="color:#800">East Africa</span></h3>
<p>Pray for <strong>Ada</strong>,&nbsp;who waits for a permit.<br>
<br>
Thank God for rain!</p></td></tr></tbody></table></td></tr>
<tr><td id="templateFooter"><table><tr><td class="mcnFollowContent"><a href="https://f.example">Facebook</a></td></tr></table>
<em>Copyright &copy; 2019 Hill Clinic, All rights reserved.</em><br><a href="https://mail.example/u">unsubscribe</a></td></tr></table></center></body></html>"#;

#[test]
fn a_newsletter_in_tables_gives_its_words() {
    check(
        MAILCHIMP,
        "~ View this email in your browser [View this email in your browser]

# Hill Clinic prayers

May 4, 2019

### East Africa

Pray for Ada, who waits for a permit.

Thank God for rain!

~ Facebook [Facebook]

~ **Copyright © 2019 Hill Clinic, All rights reserved.**
~ unsubscribe [unsubscribe]",
    );
}

#[test]
fn letters_of_no_size_hide_only_what_keeps_them() {
    // Such wrappers close the gaps between columns.
    check(
        "<table><tr><td style='font-size:0;text-align:center'>.<div style='display:inline-block'><table role=presentation><tr>
         <td style='font-size:16px'><p>Pray for rain.</p></td></tr></table></div></td></tr></table>
         <p style='font-size:1px;color:#fff'>Seven days, seven places. &zwnj;&nbsp;&zwnj;&#847; &shy;</p>
         <p>&zwnj;&nbsp;&#847;&zwnj;</p><p>Amen</p>",
        "Pray for rain.\n\nAmen",
    );
}

#[test]
fn a_saved_post_keeps_its_page_apart() {
    check(
        "<html class=js><head><title>Pray for Sela - Hill Clinic</title></head><body class='single has-sidebar comments-open'>
         <a class='skip-link screen-reader-text' href='#content'>Skip to content</a>
         <header id=masthead><p class=site-title><a href='/'>Hill Clinic</a></p><nav class=main-navigation><ul><li><a href='/about'>About</a></ul></nav></header>
         <div id=content><div id=primary><main><article class='post category-share tag-menu'>
         <header class=entry-header><h1>Pray for Sela</h1><time datetime='2019-05-04'>May 4, 2019</time></header>
         <div class=entry-content><ul><li>Pray for rain in the hills of Sela, where the last of three wells fell dry on Monday, and for those who carry water.</li>
         <li>Praise God for the mules that three families lent to the clinic, and for the boat, which floats.</li></ul>
         <p>Thank you all.</p><div class='sharedaddy sd-sharing-enabled'><h3>Share this:</h3><ul><li><a href='https://t.example'>Twitter</a></ul></div></div>
         <footer class=entry-footer>Posted in <a href='/c'>Prayer</a></footer></article>
         <div id=comments class=comments-area><h2>2 thoughts</h2><article class=comment-body><p>Praying!</p></article></div></main></div>
         <aside id=secondary><h2>Recent Posts</h2><ul><li><a href='/p'>Another</a></ul></aside></div>
         <footer id=colophon>Proudly powered</footer></body></html>",
        "~ Skip to content

~ Hill Clinic

~   - About

# Pray for Sela

May 4, 2019

  - Pray for rain in the hills of Sela, where the last of three wells fell dry on Monday, and for those who carry water.
  - Praise God for the mules that three families lent to the clinic, and for the boat, which floats.

Thank you all.

~ ### Share this:

~   - Twitter [Twitter]

~ Posted in Prayer

~ ## 2 thoughts

~ Praying!

~ ## Recent Posts

~   - Another

~ Proudly powered",
    );
}

#[test]
fn a_web_log_without_main_parts_is_read() {
    check(
        "<body><div class='navbar section' id=navbar></div><div id=header><h1 class=title>Letters from Sela</h1></div>
         <div class='post hentry'><h3 class='post-title entry-title'><a href='https://log.example/5'>Prayer points</a></h3>
         <div class='post-body entry-content'><div dir=ltr><span style='font-family:georgia'>Pray for the nurses.</span></div><br /><div>Pray for rain.<br /><a name=more></a></div></div>
         <div class=post-footer><span class=post-author>Posted by Ada</span></div></div>
         <div id=comments><h4>1 comment:</h4><div class=comment>Amen</div></div>
         <div class='sidebar section'><h2>Blog Archive</h2></div></body>",
        "# Letters from Sela

### Prayer points [Prayer points]

Pray for the nurses.

Pray for rain.

Posted by Ada

~ #### 1 comment:

~ Amen

~ ## Blog Archive",
    );
}

#[test]
fn a_mail_of_an_office_is_read() {
    check(
        "<body lang=EN-US><div class=WordSection1><p class=MsoNormal><b><span style='font-size:14.0pt'>East Africa<o:p></o:p></span></b></p>
         <p class=MsoNormal><o:p>&nbsp;</o:p></p>
         <p class=MsoListParagraph style='text-indent:-.25in;mso-list:l0 level1 lfo1'><![if !supportLists]><span style='font-family:Symbol'><span style='mso-list:Ignore'>·<span style='font:7.0pt \"Times New Roman\"'>&nbsp;&nbsp;&nbsp;&nbsp;</span></span></span><![endif]>Pray for <span class=SpellE>Wanjiru</span>.</p>
         <p class=MsoListParagraph style='mso-list:l0 level2 lfo1'><span style='font-family:\"Courier New\"'><span style='mso-list:Ignore'>o<span>&nbsp;&nbsp;</span></span></span>Pray for Ada.</p>
         <p class=MsoListParagraph><span style='mso-list:Ignore'>2.<span>&nbsp;&nbsp;</span></span>Pray for rain.</p></div></body>",
        "**East Africa**\n\n- Pray for Wanjiru.\n\n- Pray for Ada.\n\n1. Pray for rain.",
    );
}

#[test]
fn a_letter_in_spans_is_read() {
    // As Google Docs copies its text.
    check(
        "<b style='font-weight:normal' id='docs-internal-guid-1'><p dir=ltr style='line-height:1.38'><span style='font-size:20pt;font-weight:400;white-space:pre-wrap'>Prayer
letter</span></p><ul style='margin:0'><li dir=ltr style='list-style-type:disc'><p dir=ltr role=presentation><span style='font-weight:700'>Ada:</span><span style='font-weight:400'> Pray for her knee.</span></p></li></ul></b>",
        "Prayer letter\n\n  - Ada: Pray for her knee.",
    );
}

#[test]
fn a_form_around_a_page_is_no_part_of_it() {
    check(
        "<form id=aspnetForm class=footer><div id=menu><a href=/a>Home</a><a href=/b>News</a><a href=/c>Give</a></div>
         <p>Pray for the two nurses of the hill clinic.</p><label>Your prayer: <textarea>x</textarea></label><button>Send</button></form>",
        "~ Home News Give\n\nPray for the two nurses of the hill clinic.\n\n~ Your prayer:\n\n~ Send",
    );
}

#[test]
fn a_line_of_links_is_a_menu() {
    let link = |name: &str| format!("<a href='/x'>{name}</a>");
    let menu = format!("<div>{} | {} | {}</div>", link("Home"), link("News"), link("Give"));
    check(
        &format!("{menu}<p>Pray for the nurses of the hill clinic."),
        "~ Home | News | Give\n\nPray for the nurses of the hill clinic.",
    );
}

#[test]
fn a_page_says_what_it_is() {
    let page = "<html lang=es><title>Oremos | Clinica</title><time datetime=2019-05-04>4</time><p>Oremos por la lluvia.";
    let document = open(page.as_bytes()).unwrap();
    let sheet = &document.sheets[0];
    assert_eq!((sheet.lines.clone(), sheet.hard), (0..2, true));
    assert_eq!((sheet.title.as_deref(), sheet.language.as_deref()), (Some("Oremos | Clinica"), Some("es")));
    assert_eq!(sheet.sent_on, NaiveDate::from_ymd_opt(2019, 5, 4));
    let typed = open(b"<html><pre>Pray for rain\non the hills.</pre>").unwrap();
    assert!(!typed.sheets[0].hard);
}

#[test]
fn charsets_are_as_declared() {
    let text = |page: &[u8]| open(page).unwrap().lines[0].text.clone();
    assert_eq!(text(b"<meta charset='iso-8859-2'><p>Bo\xBEe"), "Bože");
    assert_eq!(
        text(b"<meta http-equiv=Content-Type content='text/html; charset=windows-1251'><p>\xC1\xEE\xE3"),
        "Бог"
    );
    assert_eq!(text("<meta charset='iso-8859-1'><p>Zoë".as_bytes()), "Zoë");
    assert_eq!(text(b"<p>Zo\xEB and Andr\xE9"), "Zoë and André");
}

#[test]
fn what_holds_no_bulletin_is_refused_in_words() {
    let refusal = |page: &[u8]| open(page).unwrap_err().to_string();
    assert!(refusal(b"<html><script>draw()</script>").starts_with("there is no text in this page"));
    assert!(
        refusal("<b>".repeat(MOST_TAGS + 1).as_bytes()).starts_with("this page has more than a million tags")
    );
}

proptest! {
    #[test]
    fn any_page_comes_to_an_end(source in "(<(/?(p|td|table|li|b|a href=x|h1|pre|svg|nav|form)|br|!--)>|[a-z&; \n-]){0,60}") {
        for (at, line) in lines(&source).iter().enumerate() {
            prop_assert!(line.number == at + 1 && !line.text.trim().is_empty());
        }
    }

    #[test]
    fn no_word_is_lost(words in proptest::collection::vec("[a-z]{1,8}", 1..30), tags in proptest::collection::vec(0..9_usize, 30)) {
        let kinds = ["<p>", "</p>", "<div>", "</div>", "<b>", "</b>", "<td>", "<li>", "<br>"];
        let source = words.iter().zip(&tags).map(|(word, tag)| format!("{} {word} ", kinds[*tag])).collect::<Vec<_>>().concat();
        let found = lines(&source).iter().map(|line| line.text.clone()).collect::<Vec<_>>().join(" ");
        prop_assert_eq!(found, words.join(" "));
    }
}
