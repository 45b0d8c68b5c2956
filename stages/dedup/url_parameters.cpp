// Sources: the parameter lists of ClearURLs, AdGuard and courlan; issues of their users about news sites; the
// documentation of Google Analytics, Matomo, AT Internet, Webtrends, HubSpot, Marketo, Mailchimp and Piano.
#include "stages/dedup/url_parameters.h"

#include <algorithm>
#include <array>
#include <string>

namespace newswired::dedup {
namespace {

using std::string_view;

/// Families of names, lower case.
constexpr std::array prefixes = {
    string_view("utm_"),     string_view("mtm_"),   string_view("matomo_"), string_view("piwik_"),
    string_view("pk_"),      string_view("hsa_"),   string_view("_hs"),     string_view("__hs"),
    string_view("mc_"),      string_view("oly_"),   string_view("vero_"),   string_view("guce_"),
    string_view("ns_"),      string_view("itm_"),   string_view("stm_"),    string_view("at_"),
    string_view("fb_"),      string_view("gad_"),   string_view("ga_"),     string_view("wt_"),
    string_view("wt."),      string_view("sc_"),    string_view("bsft_"),   string_view("trk_"),
    string_view("ml_sub"),   string_view("mkt_"),   string_view("aspsessionid"), string_view("dm_i"),
    string_view("asgtbndr"), string_view("action_object_"), string_view("action_type_"), string_view("action_ref_"),
};

/// Single names, lower case, sorted.
constexpr std::array names = {
    string_view("__s"),            string_view("__source"),     string_view("__tn__"),
    string_view("__twitter_impression"), string_view("_branch_match_id"), string_view("_branch_referrer"),
    string_view("_ga"),            string_view("_gl"),          string_view("_openstat"),
    string_view("amp"),            string_view("amp_gsa"),      string_view("amp_js_v"),
    string_view("campaign_id"),    string_view("campaignid"),   string_view("cfid"),
    string_view("cftoken"),        string_view("cmp"),          string_view("cmpid"),
    string_view("cmpredirect"),    string_view("cndid"),        string_view("dclid"),
    string_view("dicbo"),          string_view("ef_id"),        string_view("elqtrackid"),
    string_view("emci"),           string_view("emdi"),         string_view("epik"),
    string_view("esrc"),           string_view("fbclid"),       string_view("fbid_ad"),
    string_view("feedname"),       string_view("feedtype"),     string_view("ftag"),
    string_view("ftcamp"),         string_view("gaa_at"),       string_view("gaa_n"),
    string_view("gaa_sig"),        string_view("gaa_ts"),       string_view("gbraid"),
    string_view("gclid"),          string_view("gclsrc"),       string_view("gs_l"),
    string_view("icid"),           string_view("ico"),          string_view("igsh"),
    string_view("igshid"),         string_view("int_campaign"), string_view("int_content"),
    string_view("int_medium"),     string_view("int_source"),   string_view("intcid"),
    string_view("intcmp"),         string_view("ito"),          string_view("jsessionid"),
    string_view("li_fat_id"),      string_view("mbid"),         string_view("mibextid"),
    string_view("msclkid"),        string_view("ncid"),         string_view("ncmp"),
    string_view("nr_email_referer"), string_view("ocid"),       string_view("phpsessid"),
    string_view("pnespid"),        string_view("rb_clickid"),   string_view("recip_id"),
    string_view("referringsource"), string_view("rss_id"),      string_view("s_cid"),
    string_view("s_kwcid"),        string_view("sessionid"),    string_view("sfmc_id"),
    string_view("smid"),           string_view("smprod"),       string_view("smtyp"),
    string_view("spjobid"),        string_view("spmailingid"),  string_view("spreportid"),
    string_view("spuserid"),       string_view("sr_share"),     string_view("srsltid"),
    string_view("taid"),           string_view("ttclid"),       string_view("twclid"),
    string_view("usqp"),           string_view("wbraid"),       string_view("wickedid"),
    string_view("wprov"),          string_view("xtor"),         string_view("xtref"),
    string_view("yclid"),          string_view("ysclid"),
};
static_assert(std::is_sorted(names.begin(), names.end()));

/// Names that carry an id or an edition elsewhere: tracking only with a value that says so.
constexpr std::array sometimes = {string_view("from"), string_view("mod"),    string_view("partner"),
                                  string_view("ref"),  string_view("source"), string_view("src"),
                                  string_view("via")};
constexpr std::array feed_values = {string_view("feed"), string_view("feeds"), string_view("rss"),
                                    string_view("rss_feed"), string_view("rssfeed")};

std::string lower(string_view text) {
  std::string result(text);
  for (char& c : result)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return result;
}

template <class List>
bool holds(const List& list, string_view word) {
  return std::find(list.begin(), list.end(), word) != list.end();
}

/// What session ids look like, so that `sid=42` stays.
bool is_session_value(string_view value) {
  constexpr std::size_t session_bytes_min = 24;
  return value.size() >= session_bytes_min && std::all_of(value.begin(), value.end(), [](char c) {
           return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
         });
}

}  // namespace

bool is_tracking_parameter(string_view raw_name, string_view value) {
  const std::string name = lower(raw_name);
  if (std::binary_search(names.begin(), names.end(), string_view(name))) return true;
  for (const string_view prefix : prefixes)
    if (string_view(name).starts_with(prefix)) return true;
  if (name == "sid" || name == "s_id" || name == "session") return is_session_value(value);
  if (name == "outputtype" || name == "output") return lower(value) == "amp";
  return holds(sometimes, name) && holds(feed_values, lower(value));
}

}  // namespace newswired::dedup
