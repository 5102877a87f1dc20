"""Short sentences for what happens on a messaging platform besides questions: following, voices, pictures, places, haste."""

from __future__ import annotations

from bot.kb import Station

PRIVACY = "您的话只用来答您的问题，存在本区的机器里，30天没有来往就自动删除；没答上的遮住号码姓名，留给编辑改进。不问姓名和身份证号；想看、想删您的资料，回“我的数据”。"
VOICE = "这条语音我听不了（微信不再把语音转成文字）。请您打字问我，几个字也行，比如“社保补贴多少钱”；不方便打字就打12333（人社热线）。"
IMAGE = "图片我看不了，办事材料也请不要发到这里。请您打字说一下想问什么。"
VIDEO = "视频我看不了。请您打字说一下想问什么。"
LINK = "这个链接我打不开，也没法替您核对真假。请您打字说一下想问什么；政策以人社部门的文件为准。"
UNKNOWN_KIND = "这种消息我看不了。请您打字说一下想问什么，几个字也行，比如“社保补贴多少钱”。"
FILE = "文件我看不了，办事材料也请不要发到这里。请您打字说一下想问什么。"
MINE = "您的订阅、这里存了您的什么、下载和删除，都在这个页面："
NO_PAGE = (
    "查看和删除资料的页面还没有开通。要删您的资料，请打12333（人社热线）转西青区人社局；30天没有来往也会自动删除。"
)
BENEFITS = "答几个简单的问题，一次看全"
EMPTY = "您还没有写内容。请写下想问的问题。"
TOO_MANY = "您发得太快了，前面的还在答。请稍等一会儿再发。"
TOO_LONG = "内容太长了，一次最多2000个字。请分几次发，或者只说最想问的那一件。"
LATE = "刚才没来得及发给您的回答："
PROCESS_DIED = "刚才系统重启，您的问题没有答上。请再发一遍；着急的话，请打12333（人社热线）。"
OUT_OF_ORDER = "抱歉，系统暂时答不上来。请过几分钟再问一遍；着急的话，请打12333（人社热线）咨询。"
STALE_MENU = "这个菜单已经改了。请直接写下您的问题，或者过几分钟再点。"


def station_noted(title: str) -> str:
    """Return what to say to someone who scanned the QR code of a station."""
    return f"您扫的是{title}的二维码，已经记下。以后要找人帮忙，先找这个站。"


def nearest_station(station: Station | None, kilometres: float | None) -> str:
    """Return the station nearest to a place, or that no source holds any, and whom to ask."""
    if station is None:
        return (
            "您发的位置没有保存。各街镇服务站的地址我还没有查到依据，不能乱指路。"
            "请打12333（人社热线）问离您最近的窗口，或者到常住地街道（镇）的劳动保障服务机构。"
        )
    details = "，".join(detail for detail in (station.address, station.phone) if detail)
    where = f"，离您大约{kilometres:.1f}公里" if kilometres is not None else ""
    return f"离您最近的是{station.title}{where}。{details}。您发的位置没有保存。"
